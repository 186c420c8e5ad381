"""Which module draws which family of things."""

from . import (
    bags,
    books,
    cameras,
    ceramics,
    electronics,
    furniture,
    jewellery,
    kitchen,
    lamps,
    plants,
    textiles,
    toys,
)
from .spec import PictureSpec
from .thing import Thing

FAMILIES: dict[str, dict[str, Thing]] = {
    "lamps": lamps.SHAPES,
    "ceramics": ceramics.SHAPES,
    "textiles": textiles.SHAPES,
    "books": books.SHAPES,
    "cameras": cameras.SHAPES,
    "electronics": electronics.SHAPES,
    "plants": plants.SHAPES,
    "furniture": furniture.SHAPES,
    "toys": toys.SHAPES,
    "jewellery": jewellery.SHAPES,
    "bags": bags.SHAPES,
    "kitchen": kitchen.SHAPES,
}


def thing_of(spec: PictureSpec) -> Thing:
    """The thing that spec asks for."""
    return FAMILIES[spec.family][spec.shape]
