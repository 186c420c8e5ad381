"""Some everyday purchases arrive with a scratch, so that the shop knows how such cases end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from marketplace.demo.catalogue import DISPUTES, LISTINGS
from marketplace.demo.crowd import FAVOURITES
from marketplace.demo.purchases import AT_ONCE, Purchase

# The last of the stories fits everything that can have a scratch.
WORDS = len(DISPUTES) - 1
SHOP_OF = {thing.title: thing.seller for thing in LISTINGS}
OLD = timedelta(days=18)
ENDED = ["agreed", "agreed", "accepted"] * 5


def some_scratched(planned: Iterable[Purchase], now: datetime) -> Iterator[Purchase]:
    """The same purchases; those of one thing that would have ended well long since have a case."""
    left = list(ENDED)
    for purchase in planned:
        if left and _fits(purchase, now):
            yield replace(purchase, scene=left.pop(0), words=WORDS, stars=0)
        else:
            yield purchase


def _fits(purchase: Purchase, now: datetime) -> bool:
    return (
        purchase.scene in ("confirmed", "silent")
        and SHOP_OF[purchase.things[0]] not in FAVOURITES
        and len(purchase.things) == 1
        and purchase.pays == AT_ONCE
        and purchase.placed_at < now - OLD
    )
