"""What narrows a search: for every choice, how many things it would leave."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from marketplace import countries, facet_counts, price_words
from marketplace.facet_counts import Counts
from marketplace.models import Listing
from marketplace.wish import LEVELS, Wish


@dataclass(frozen=True)
class Option:
    """A choice, how many things it leaves, and the address that makes it, or takes it back."""

    value: str
    label: str
    count: int
    chosen: bool
    query: str = ""


@dataclass(frozen=True)
class Facets:
    """Each facet counts what the others leave; `total` is what all of them leave.

    `unlimited` is what the words alone find; `without` what each kind of limit keeps out.
    """

    total: int
    unlimited: int
    without: dict[str, int] = field(default_factory=dict)
    shelves: list[facet_counts.Shelf] = field(default_factory=list)
    prices: list[Option] = field(default_factory=list)
    conditions: list[Option] = field(default_factory=list)
    levels: list[Option] = field(default_factory=list)
    ships: Option | None = None
    returns: Option | None = None


def count(wish: Wish, country: str = "", *, own: bool = False) -> Facets:
    """For the wish; `country` is where the reader is, if none was chosen.

    On a shelf's `own` page the address of the page says the shelf.
    """
    to = wish.ships or country
    counts = facet_counts.counted(wish, to)
    return Facets(
        total=counts.total,
        unlimited=counts.unlimited,
        without=counts.without,
        shelves=counts.shelves,
        prices=_prices(wish, counts, own),
        conditions=_several(wish.conditions, Listing.Condition.choices, counts.of.get("condition")),
        levels=_several(
            wish.levels, [(level, level.label) for level in LEVELS], counts.of.get("level")
        ),
        ships=_ships(wish, to, counts),
        returns=_returns(wish, counts),
    )


def _prices(wish: Wish, counts: Counts, own: bool) -> list[Option]:
    found = counts.of.get("price", {})
    options = []
    for number, (low, high) in enumerate(facet_counts.bands()):
        n, chosen = found.get(str(number), 0), (wish.low, wish.high) == (low, high)
        to = wish.but(low=None, high=None) if chosen else wish.but(low=low, high=high)
        if n or chosen:
            label = price_words.between(low, high)
            options.append(Option(str(number), label, n, chosen, to.query(without_category=own)))
    return options


def _several(
    chosen: tuple[str, ...], choices: object, found: dict[str, int] | None
) -> list[Option]:
    counts = found or {}
    return [
        Option(value, str(label), counts.get(value, 0), value in chosen)
        for value, label in choices  # type: ignore[attr-defined]
        if counts.get(value) or value in chosen
    ]


def _ships(wish: Wish, to: str, counts: Counts) -> Option | None:
    if not to:
        return None
    n = counts.of.get("ships", {}).get("1", 0)
    return Option(to, countries.name_of(to), n, bool(wish.ships))


def _returns(wish: Wish, counts: Counts) -> Option | None:
    n = counts.of.get("returns", {}).get("1", 0)
    label = _("Takes things back")
    return Option("1", label, n, wish.returns) if n or wish.returns else None
