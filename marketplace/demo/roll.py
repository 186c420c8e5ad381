"""The purchases that must be there: every state that somebody can meet, told in days before now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.demo.catalogue import DISPUTES
from marketplace.demo.people import BUYERS
from marketplace.demo.purchases import (
    AT_ONCE,
    CARD_CLOSES,
    NEVER,
    Fits,
    Purchase,
    by_day,
    choose,
    of_shop,
)
from marketplace.demo.shelves import Offer

EMAILS = {buyer.name.split()[0].lower(): buyer.email for buyer in BUYERS}


@dataclass(frozen=True)
class Row:
    """`placed`, `sent` and `arrives` are days before now; below zero they are still to come.

    `words` is the text of the case in DISPUTES; `shapes` are the things that it can be said of.
    """

    scene: str
    buyer: str
    shops: str
    placed: float
    sent: float = 0.0
    arrives: float = 0.0
    words: int = -1
    shapes: str = ""
    count: int = 1
    pays: str = AT_ONCE
    plus: bool = False
    stars: int = 0


LAMPS = "column mushroom globe pendant tripod swing"
ROWS = [
    # Ben, who buys: something in every state that needs him
    Row("never_sent", "ben", "kiln-and-ash", 0, pays=NEVER),
    Row("never_sent", "ben", "adas-lamps", 0.4, plus=True),
    Row("sent_in_part", "ben", "kiln-and-ash", 2.2, 1.1, -1.2, count=2),
    Row("confirmed", "ben", "second-chapter", 3.1, 2.2, -0.9),
    Row("confirmed", "ben", "loom-north blackbird-kitchen little-sawmill", 1.6, 0.9, -2, plus=True),
    Row("silent", "ben", "keywork", 6.2, 5.1, 2.0),
    Row("silent", "ben", "adas-lamps", 11.0, 10.0, 6.6),
    Row("extended", "ben", "silver-grain", 8.0, 7.0, 3.5),
    Row("stuck", "ben", "loom-north", 17, 15.6, 0),
    Row("claimed", "ben", "adas-lamps", 7.2, 6.1, 2.4, words=0, shapes=LAMPS),
    Row("contested", "ben", "oak-and-after", 9.5, 8.2, 4.7, words=10, shapes="shelf table stool"),
    Row("offered", "ben", "adas-lamps", 6.9, 6.0, 3.1, words=3, shapes=LAMPS),
    Row("proposed", "ben", "keywork", 12.5, 11.4, 8.2, words=8, shapes="keyboard handheld"),
    Row("drafted", "ben", "hour-and-stone", 5.4, 4.6, 1.2, words=0),
    Row("appealed", "ben", "oak-and-after", 17, 16, 12, words=10, shapes="shelf table stool"),
    Row("agreed", "ben", "adas-lamps", 24, 23, 20, words=5, shapes=LAMPS),
    Row("confirmed", "ben", "little-sawmill", 7.5, 6.5, 3.2),
    Row("silent", "ben", "hour-and-stone", 15, 14, 10.5),
    Row("decided_split", "ben", "keywork", 29, 28, 24, words=8, shapes="keyboard handheld"),
    Row("kept", "ben", "blackbird-kitchen", 44, 43, 40, words=7, shapes="boards mill casserole"),
    Row("lost", "ben", "green-corner", 36, 35, 0, words=11),
    Row("never_sent", "ben", "second-chapter", 33),
    Row("confirmed", "ben", "kiln-and-ash", 60, 58.6, 55, stars=5),
    Row("confirmed", "ben", "saddle-street adas-lamps", 51, 49.8, 46, stars=4, plus=True),
    Row("cancelled", "ben", "kiln-and-ash", 5, 3.8, pays=CARD_CLOSES),
    # Ada, who sells: parcels to send, and what became of others
    Row("never_sent", "odile", "adas-lamps", 3.6),
    Row("never_sent", "hanna", "adas-lamps", 1.2),
    Row("never_sent", "luc", "adas-lamps", 0.2, plus=True),
    Row("confirmed", "elin", "adas-lamps", 4.0, 3.1, -0.4),
    Row("silent", "farid", "adas-lamps", 6.1, 5.0, 1.2),
    Row("contested", "greta", "adas-lamps", 9.0, 8.0, 5.1, words=3, shapes=LAMPS),
    Row("withdrawn", "jan", "adas-lamps", 31, 30, 27, words=5, shapes=LAMPS),
    Row("decided_release", "mikko", "adas-lamps", 40, 39, 36, words=3, shapes=LAMPS),
    Row("after_release", "chiara", "adas-lamps", 56, 55, 52, words=3, shapes=LAMPS, stars=3),
    Row("confirmed", "amira", "adas-lamps", 66, 65, 61.5, stars=5),
    Row("silent", "diego", "adas-lamps", 64, 63, 60, stars=5),
    Row("confirmed", "ioana", "adas-lamps", 58, 57, 54, stars=4),
    # Sofia, who decides: cases that wait for her, and cases she has closed
    Row("unanswered", "amira", "night-market-finds", 11, 9, 5.2, words=9, shapes="satchel stool"),
    Row("not_here", "hanna", "blackbird-kitchen", 9, 8, 4.6, words=12),
    Row("contested_after_release", "luc", "hour-and-stone", 18, 17, 13.5, words=2),
    Row("contested", "leonor", "keywork", 8.5, 7.5, 4.2, words=6, shapes="keyboard"),
    Row("decided_refund", "diego", "silver-grain", 48, 47, 43.5, words=4, shapes="rangefinder slr"),
    Row("decided_refund", "elin", "kiln-and-ash", 34, 32, 28.6, words=1, shapes="vase bowl tea_bowl"),
    Row("decided_split", "odile", "oak-and-after", 53, 51, 47, words=2, shapes="chair table mirror"),
    Row("decided_release", "farid", "saddle-street", 46, 44, 40, words=9, shapes="tote satchel backpack"),
    Row("unanswered_decided", "ioana", "green-corner", 27, 26, 22, words=0),
    # and everybody else's
    Row("claimed", "diego", "saddle-street", 8, 6.8, 2.6, words=5, shapes="tote backpack crossbody"),
    Row("claimed", "mikko", "green-corner", 7, 6.2, 2.9, words=0),
    Row("accepted", "greta", "loom-north", 39, 38, 34, words=5),
    Row("accepted_part", "leonor", "oak-and-after", 62, 59, 55, words=10, shapes="shelf table bench"),
    Row("accepted", "jan", "keywork", 21, 20, 16, words=8, shapes="headphones radio handheld cassette"),
    Row("withdrawn", "chiara", "blackbird-kitchen", 25, 24, 20, words=7, shapes="mill boards"),
    Row("lost", "luc", "second-chapter", 50, 49, 0, words=11),
    Row("after_release", "elin", "hour-and-stone", 45, 44, 41, words=5),
    Row("silent", "greta", "night-market-finds", 18, 16, 12),
]  # fmt: skip


def roll(offered: Sequence[Offer], now: datetime) -> Iterator[Purchase]:
    """The rows as purchases; one that finds nothing fitting on a small shelf is left out."""
    for number, row in enumerate(ROWS, 1):
        things = _things(offered, row, _before(now, row.placed))
        if things:
            yield _purchase(number, row, things, now)


def _things(offered: Sequence[Offer], row: Row, at: datetime) -> list[str]:
    chosen = [
        choose(offered, row.count, _said_of(row, of_shop(slug, at)), last=True)
        for slug in row.shops.split()
    ]
    return [offer.thing.title for offers in chosen for offer in offers]


def _said_of(row: Row, there: Fits) -> Fits:
    """There, and of a kind that the words of the row can be said of."""
    shapes = row.shapes.split()
    return lambda offer: there(offer) and (not shapes or offer.thing.picture.shape in shapes)


def _purchase(number: int, row: Row, things: list[str], now: datetime) -> Purchase:
    assert row.words < len(DISPUTES)
    return Purchase(
        number,
        row.scene,
        EMAILS[row.buyer],
        tuple(things),
        _before(now, row.placed),
        _before(now, row.sent),
        _before(now, row.arrives),
        pays=row.pays,
        plus=row.plus,
        stars=row.stars,
        words=row.words,
    )


def _before(now: datetime, days: float) -> datetime:
    return by_day(now - timedelta(days=days), now)
