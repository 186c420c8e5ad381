"""The choices that are made, each with the address that takes it away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace import countries, price_words
from marketplace.models import Listing
from marketplace.wish import Wish
from sellers.models.seller import Level


@dataclass(frozen=True)
class Chip:
    """`kind` is the kind of limit; `query` is what the address says without it."""

    kind: str
    label: str
    query: str


def of(wish: Wish, shelf: str, *, own: bool) -> list[Chip]:
    """In the order of the facets; `shelf` is the name of the chosen one.

    On a shelf's `own` page that is no choice, and no address says it.
    """
    return [
        Chip(kind, label, without.query(without_category=own))
        for kind, label, without in _made(wish, "" if own else shelf)
    ]


def _made(wish: Wish, shelf: str) -> Iterator[tuple[str, str, Wish]]:
    if shelf:
        yield ("category", shelf, wish.but(category=""))
    if wish.low or wish.high:
        label = price_words.between(wish.low, wish.high)
        yield ("price", label, wish.but(low=None, high=None))
    for value in wish.conditions:
        rest = tuple(other for other in wish.conditions if other != value)
        yield ("condition", str(Listing.Condition(value).label), wish.but(conditions=rest))
    if wish.ships:
        place = countries.name_of(wish.ships)
        yield ("ships", _("Sends to %(place)s") % {"place": place}, wish.but(ships=""))
    for value in wish.levels:
        rest = tuple(other for other in wish.levels if other != value)
        yield ("level", str(Level(value).label), wish.but(levels=rest))
    if wish.returns:
        yield ("returns", _("Takes things back"), wish.but(returns=False))
