"""What the demo's things come in: sizes, colours and sets, with prices and stock of their own."""

from __future__ import annotations

from itertools import product

from escrow.money import Money
from marketplace.demo.catalogue import CURRENCY
from marketplace.demo.catalogue.entries import Listing as Thing
from marketplace.variants import Offered, only

# The names of what differs; of each value, how many percent it adds to the price.
Options = dict[str, dict[str, int]]
OF: dict[tuple[str, str], Options] = {
    ("textiles", "blanket"): {"Size": {"130 × 180 cm": 0, "150 × 220 cm": 28}},
    ("textiles", "cushion"): {
        "Size": {"45 × 45 cm": 0, "50 × 50 cm": 12},
        "Filling": {"Feather": 0, "Wool": 8},
    },
    ("textiles", "towels"): {"Set": {"Three": 0, "Five": 45}},
    ("textiles", "yarn"): {"Weight": {"100 g": 0, "200 g": 60, "400 g": 190}},
    ("bags", "belt"): {
        "Size": {"85 cm": 0, "95 cm": 0, "105 cm": 6},
        "Buckle": {"Brass": 0, "Silver": 0},
    },
    ("bags", "tote"): {"Strap": {"Short": 0, "Long": 5}},
    ("bags", "wallet"): {"Colour": {"Forest": 0, "Cobalt": 0, "Tan": 0}},
    ("jewellery", "ring"): {"Ring size": {"50": 0, "52": 0, "54": 0, "56": 0, "58": 5}},
    ("jewellery", "bracelet"): {"Length": {"17 cm": 0, "19 cm": 6}},
    ("ceramics", "mugs"): {
        "Glaze": {"Morning blue": 0, "Moss": 0, "Chalk": 0},
        "Set": {"Two": 0, "Four": 90},
    },
    ("ceramics", "tea_bowl"): {"Glaze": {"Celadon": 0, "Iron black": 0}},
    ("lamps", "lantern"): {"Cable": {"Black": 0, "Linen": 8}, "Plug": {"EU": 0, "UK": 0}},
    ("lamps", "mushroom"): {"Colour": {"Burnt orange": 0, "Ivory": 0, "Sea teal": 0}},
    ("lamps", "pendant"): {"Cable": {"1.5 m": 0, "3 m": 12}},
    ("furniture", "stool"): {"Height": {"45 cm": 0, "65 cm": 22}},
    ("kitchen", "pan"): {"Size": {"24 cm": 0, "28 cm": 18}},
    ("plants", "pilea"): {"Pot": {"Nursery pot": 0, "Terracotta": 35}},
    ("plants", "swords"): {"Pot": {"Nursery pot": 0, "Teal": 30, "Speckled": 30}},
    ("toys", "car"): {"Colour": {"Signal red": 0, "Ivory": 0, "Teal": 0}},
    ("toys", "stacker"): {"Colours": {"Soft": 0, "Sea": 0, "Bright": 0}},
    ("books", "framed"): {"Frame": {"Oak": 0, "Dark": 0, "No frame": -15}},
}


def of(thing: Thing) -> tuple[list[str], list[Offered]]:
    """Its options and its variants; what is used, old or nearly gone comes in one kind."""
    options = OF.get((thing.picture.family, thing.picture.shape), {})
    kinds = list(product(*(values.items() for values in options.values())))
    if thing.condition not in ("new", "handmade") or thing.stock < len(kinds) or not options:
        return [], list(only(Money(thing.price, CURRENCY), thing.stock))
    shares = _shares(thing.stock, len(kinds))
    return list(options), [
        _offered(thing, list(options), kind, share)
        for kind, share in zip(kinds, shares, strict=True)
    ]


def _offered(
    thing: Thing, options: list[str], kind: tuple[tuple[str, int], ...], share: int
) -> Offered:
    values = [value for value, _ in kind]
    percent = 100 + sum(more for _, more in kind)
    price = Money(thing.price * percent // 100, CURRENCY)
    return Offered(price, share, dict(zip(options, values, strict=True)))


def _shares(stock: int, kinds: int) -> list[int]:
    """All of it, spread evenly; of four or more kinds the last is sold out already."""
    able = kinds - 1 if kinds >= 4 else kinds
    shares = [stock // able + (place < stock % able) for place in range(able)]
    return shares + [0] * (kinds - able)
