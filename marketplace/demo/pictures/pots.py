"""Pots with their soil."""

from math import pi, sin

from .geometry import ellipse
from .glazes import glazed
from .light import cast_round
from .materials import Material
from .palette import colour, lit
from .scene import Scene
from .spec import PictureSpec
from .turned import opening

SOIL = (74, 56, 46)
GREENS = ("leaf", "forest", "moss")


def pot(scene: Scene, spec: PictureSpec, *, at: float = 0, wide: float = 1) -> float:
    """The pot with its soil; gives back the height of the soil."""
    shapes = [
        [(104, 0), (112, 6), (140, 190)],
        [(120, 0), (136, 10), (138, 180)],
        [(86, 0), (130, 60), (142, 130), (120, 190)],
    ]
    profile = [(r * wide, h * wide + at) for r, h in shapes[(spec.seed + len(spec.main)) % 3]]
    cast_round(scene, profile[0][0], 330, (0, at, 0))
    glazed(scene, spec, profile)
    radius, height = profile[-1]
    opening(scene, radius, height, Material(colour(spec.main), 0.3), rim=9)
    x, y = scene.at(0, height - 8)
    scene.fill(ellipse(x, y, radius - 12, (radius - 12) * sin(scene.pitch * pi / 180) * 0.9), SOIL)
    return y


def leafy(spec: PictureSpec, tone: float = 1) -> Material:
    """The green of this plant."""
    return Material(lit(colour(GREENS[spec.seed % 3]), tone), 0.1)
