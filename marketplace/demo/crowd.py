"""Everybody's everyday purchases, the same every time: most end well, some do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from marketplace.demo.catalogue import SELLERS
from marketplace.demo.people import BUYERS
from marketplace.demo.purchases import (
    AT_ONCE,
    DECLINED_FIRST,
    NEVER,
    Purchase,
    by_day,
    choose,
    of_shop,
)
from marketplace.demo.shelves import Offer

SCENES = {
    "confirmed": 42,
    "silent": 32,
    "extended": 6,
    "late": 4,
    "in_two_parcels": 5,
    "never_sent": 3,
    "cancelled": 3,
}
# Good shops are found again and again, and little goes wrong in them.
FAVOURITES = {"little-sawmill": 5, "loom-north": 4, "adas-lamps": 3}
GOOD_SCENES = {"confirmed": 55, "silent": 38, "extended": 7}
GOOD_STARS = {5: 80, 4: 20}
STARS = {5: 60, 4: 27, 3: 9, 2: 4}
PAYS = {AT_ONCE: 88, DECLINED_FIRST: 7, NEVER: 5}
# Reviews are read a month after an order has ended, so two of three orders are older than that.
OLD_SHARE, OLD = 0.66, timedelta(days=42)
FIRST_DAYS, LAST_HOURS = timedelta(days=4), timedelta(hours=3)


def crowd(
    offered: Sequence[Offer], begin: datetime, now: datetime, count: int, first: int
) -> Iterator[Purchase]:
    """So many purchases from the first days to the last hours, numbered from `first`."""
    dice = Random("crowd")
    moments = sorted(_moment(dice, begin + FIRST_DAYS, now) for _ in range(count))
    for number, placed_at in enumerate(moments, first):
        made = _purchase(dice, offered, number, placed_at, now)
        if made:
            yield made


def _purchase(
    dice: Random, offered: Sequence[Offer], number: int, placed_at: datetime, now: datetime
) -> Purchase | None:
    things = _cart(dice, offered, placed_at)
    if not things:
        return None
    sent_at = placed_at + timedelta(days=dice.uniform(0.4, 1.2))
    is_good = any(slug in FAVOURITES for slug in _shops_of(offered, things))
    return Purchase(
        number,
        _drawn(dice, GOOD_SCENES if is_good else SCENES),
        dice.choice(BUYERS[1:]).email,
        tuple(things),
        placed_at,
        by_day(sent_at, now),
        by_day(sent_at + timedelta(days=dice.uniform(2.3, 4.6)), now),
        pays=_drawn(dice, PAYS),
        plus=dice.random() < 0.2,
        stars=_drawn(dice, GOOD_STARS if is_good else STARS) if dice.random() < 0.8 else 0,
    )


def _cart(dice: Random, offered: Sequence[Offer], at: datetime) -> list[str]:
    """One to three shops, mostly one; one or two things of each."""
    shops = _shops(dice, _drawn(dice, {1: 76, 2: 18, 3: 6}))
    things: list[str] = []
    for slug in shops:
        shuffled = dice.sample(offered, len(offered))
        count, last = _drawn(dice, {1: 75, 2: 25}), dice.random() < 0.06
        chosen = choose(shuffled, count, of_shop(slug, at), last=last)
        things += [offer.thing.title for offer in chosen]
    return things


def _shops(dice: Random, count: int) -> list[str]:
    """So many different ones; a favourite more often."""
    weights = {shop.slug: FAVOURITES.get(shop.slug, 1) for shop in SELLERS}
    return [_taken(dice, weights) for _ in range(count)]


def _taken(dice: Random, weights: dict[str, int]) -> str:
    chosen: str = _drawn(dice, weights)
    del weights[chosen]
    return chosen


def _shops_of(offered: Sequence[Offer], things: Sequence[str]) -> set[str]:
    return {offer.thing.seller for offer in offered if offer.thing.title in things}


def _moment(dice: Random, begin: datetime, now: datetime) -> datetime:
    """An hour at which people are awake."""
    old = dice.random() < OLD_SHARE
    low, high = (begin, now - OLD) if old else (now - OLD, now - LAST_HOURS)
    day = low + (high - low) * dice.random()
    return min(day.replace(hour=dice.randint(7, 21), minute=dice.randint(0, 59)), high)


def _drawn(dice: Random, weights: dict[Any, int]) -> Any:
    return dice.choices(list(weights), list(weights.values()))[0]
