"""What things are made of: a colour, and how the light runs round it."""

from dataclasses import dataclass

from .paint import Stops
from .palette import Colour, colour, lit

METALS = {"brass", "gold", "copper", "silver", "steel", "iron"}

MATTE = ((0, 0.8), (0.25, 1.05), (0.5, 0.97), (0.8, 0.7), (0.95, 0.58), (1, 0.66))
GLAZED = (
    (0, 0.74),
    (0.16, 1.02),
    (0.24, 1.3),
    (0.31, 1.05),
    (0.55, 0.93),
    (0.85, 0.6),
    (0.95, 0.56),
    (1, 0.74),
)
METAL = (
    (0, 0.6),
    (0.1, 0.92),
    (0.2, 1.55),
    (0.29, 1.05),
    (0.5, 0.66),
    (0.68, 0.84),
    (0.8, 1.1),
    (0.9, 0.55),
    (1, 0.78),
)


@dataclass(frozen=True)
class Material:
    """A colour and its gloss, 0 (cloth) to 1 (polished metal)."""

    colour: Colour
    gloss: float = 0.0

    def around(self) -> Stops:
        """The light across a turned surface, from left to right."""
        curve = METAL if self.gloss > 0.7 else GLAZED if self.gloss > 0.3 else MATTE
        return [(place, lit(self.colour, tone)) for place, tone in curve]

    def tinted(self, tone: float) -> "Material":
        """The same stuff, lighter or darker."""
        return Material(lit(self.colour, tone), self.gloss)


def of(name: str, gloss: float | None = None) -> Material:
    """The material a colour's name suggests: metals shine, the rest is matte."""
    return Material(colour(name), gloss if gloss is not None else 0.9 if name in METALS else 0.1)
