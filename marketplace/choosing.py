"""Which of a listing's variants somebody means, and how they are shown to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from escrow.money import Money
from escrow.story import Refusal, require
from marketplace.models import Listing, Variant

MOST_SEEN = 24  # more than that are a list to open


class NotChosen(Refusal):
    """Nobody has said which; the sentence says what to choose."""


@dataclass(frozen=True)
class Shelf:
    """Variants that share their first choice; it has no name where there is one option only."""

    name: str
    variants: list[Variant]


@dataclass(frozen=True)
class Choice:
    """What there is to choose, and what is chosen. `price` is that of the chosen one."""

    options: list[str]
    shelves: list[Shelf]
    chosen: Variant | None
    count: int

    @property
    def is_long(self) -> bool:
        return self.count > MOST_SEEN

    @property
    def price(self) -> Money | None:
        return self.chosen.price if self.chosen else None


def chosen(listing: Listing, number: int) -> Variant:
    """The variant of this number; the only one needs none. Raises NotChosen."""
    offered = listing.offered
    if offered and not listing.options:
        return offered[0]
    found = next((variant for variant in offered if variant.pk == number), None)
    if found is None:
        raise NotChosen(_("Choose first which one you would like: %s.") % named(listing.options))
    require(
        found.available > 0,
        NotChosen,
        _("%(choice)s is sold out. Choose another one.") % {"choice": found.words or found.title},
    )
    return found


def of(listing: Listing, number: int) -> Choice | None:
    """What the listing's page asks; None where there is nothing to choose."""
    offered = listing.offered
    if not listing.options or not offered:
        return None
    there = [variant for variant in offered if variant.available > 0]
    found = next((variant for variant in there if variant.pk == number), None)
    if len(there) == 1:
        found = there[0]
    return Choice(listing.options, _shelves(listing, offered), found, len(offered))


def most(listing: Listing, choice: Choice | None) -> int:
    """How many one can put in a cart: of the chosen one, else of the one with the most."""
    found = [choice.chosen] if choice and choice.chosen else listing.offered
    return max((variant.available for variant in found), default=0)


def named(options: list[str]) -> str:
    return " · ".join(options)


def _shelves(listing: Listing, offered: list[Variant]) -> list[Shelf]:
    first, *others = listing.options
    if not others:
        return [Shelf("", offered)]
    by_first: dict[str, list[Variant]] = {}
    for variant in offered:
        by_first.setdefault(variant.choices.get(first, ""), []).append(variant)
    return [Shelf(name, variants) for name, variants in by_first.items()]
