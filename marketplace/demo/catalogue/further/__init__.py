"""More things on the shelves, one line each in a table beside this file."""

from __future__ import annotations

from pathlib import Path

from ...pictures.spec import PictureSpec
from ..entries import Listing

SELLERS = {
    "lamps": "adas-lamps",
    "ceramics": "kiln-and-ash",
    "textiles": "loom-north",
    "books": "second-chapter",
    "cameras": "silver-grain",
    "electronics": "keywork",
    "plants": "green-corner",
    "furniture": "oak-and-after",
    "toys": "little-sawmill",
    "jewellery": "hour-and-stone",
    "bags": "saddle-street",
    "kitchen": "blackbird-kitchen",
}
PHOTOS = 1  # so that the demo is filled in minutes
GRAMS_BY_EURO = 12  # roughly; nobody weighs them


def listings(family: str) -> list[Listing]:
    """The rows of one table."""
    lines = (Path(__file__).parent / f"{family}.txt").read_text(encoding="utf-8").splitlines()
    return [_listing(family, line) for line in lines if line and not line.startswith("#")]


def _listing(family: str, line: str) -> Listing:
    look, title, euros, stock, condition, facts, words = (part.strip() for part in line.split("|"))
    shape, main, second, backdrop, pattern = look.split()
    return Listing(
        title,
        seller=SELLERS[family],
        price=int(euros) * 100,
        stock=int(stock),
        condition=condition,
        grams=300 + GRAMS_BY_EURO * int(euros),
        photos=PHOTOS,
        picture=PictureSpec(family, shape, main, second, backdrop, pattern),
        description=words,
        attributes=dict(fact.split(": ", 1) for fact in facts.split("; ")),
    )


LISTINGS = [listing for family in SELLERS for listing in listings(family)]
