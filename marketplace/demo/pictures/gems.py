"""Stones, beads, chains, and the plinth they lie on."""

from math import cos, pi, sin

from .geometry import Point, ellipse, moved
from .light import cast_round
from .materials import Material, of
from .paint import linear
from .palette import WHITE, Colour, colour, lit
from .scene import Scene
from .solids import ball
from .turned import disc, lathe


def gem(scene: Scene, centre: Point, radius: float, tint: Colour) -> None:
    """A faceted stone."""
    x, y = centre
    outer = [
        (x + radius * cos(i * pi / 4 + 0.39), y + radius * 0.86 * sin(i * pi / 4 + 0.39))
        for i in range(8)
    ]
    inner = [
        (x + radius * 0.54 * cos(i * pi / 4 + 0.39), y + radius * 0.46 * sin(i * pi / 4 + 0.39))
        for i in range(8)
    ]
    tones = (0.84, 1.2, 1.36, 1.5, 1.1, 0.6, 0.46, 0.62)
    for i in range(8):
        k = (i + 1) % 8
        scene.fill([outer[i], outer[k], inner[k], inner[i]], lit(tint, tones[i]))
    scene.fill(
        inner,
        linear(
            inner[3], inner[7], [(0, lit(tint, 1.5)), (0.45, lit(tint, 1.04)), (1, lit(tint, 0.7))]
        ),
    )
    scene.fill(
        moved(
            [(0, 12), (3, 3), (12, 0), (3, -3), (0, -12), (-3, -3), (-12, 0), (-3, 3)],
            x - radius * 0.42,
            y + radius * 0.4,
        ),
        WHITE,
    )


def beads(scene: Scene, places: list[Point], radius: float, tints: tuple[Colour, ...]) -> None:
    """Round beads on a string."""
    for i, place in enumerate(places):
        ball(scene, place, radius, Material(tints[i % len(tints)], 0.7))


def chain(scene: Scene, line: list[Point], size: float, metal: str) -> None:
    """Links along a line."""
    for i, (x, y) in enumerate(line):
        link = ellipse(x, y, size * (0.9 if i % 2 else 0.5), size * (0.6 if i % 2 else 0.9))
        scene.stroke([*link, link[0]], size * 0.4, lit(colour(metal), 1.15 if i % 2 else 0.8))


def plinth(scene: Scene, radius: float, height: float) -> None:
    """A low round stone."""
    cast_round(scene, radius * 0.94, height)
    lathe(scene, [(radius, 0), (radius, height)], of("chalk"), curved=False)
    x, y = scene.at(0, height)
    disc(
        scene,
        radius,
        linear(
            (x - radius, y + 60),
            (x + radius, y - 60),
            [(0, lit(colour("chalk"), 1.16)), (1, lit(colour("chalk"), 0.94))],
        ),
        (0, height, 0),
    )
