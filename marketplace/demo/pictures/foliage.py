"""Leaves, flowers and rosettes."""

from math import atan2, cos, pi, sin

from .geometry import Point, ellipse, moved, smooth
from .light import shine
from .materials import Material
from .paint import linear
from .palette import Colour, colour, lit, mix
from .scene import Mask, Scene
from .solids import ball


def blade(
    scene: Scene,
    foot: Point,
    length: float,
    lean: float,
    tint: Colour,
    width: float = 0.2,
    *,
    gloss: bool = False,
) -> None:
    """A leaf with its two halves lit differently; lean in degrees from upright, to the left."""
    half = length * width
    left = moved(
        smooth([(0, 0), (-half, length * 0.4), (-half * 0.7, length * 0.75), (0, length)], steps=5),
        *foot,
        turn=-lean,
    )
    right = moved(
        smooth([(0, 0), (half, length * 0.4), (half * 0.7, length * 0.75), (0, length)], steps=5),
        *foot,
        turn=-lean,
    )
    scene.fill(left, lit(tint, 1.08))
    body = scene.fill(right, lit(tint, 0.84))
    if gloss:
        scene.stroke(moved([(0, 4), (0, length * 0.94)], *foot, turn=-lean), 2.4, lit(tint, 1.25))
        shine(
            scene,
            moved(ellipse(half * 0.4, length * 0.5, half * 0.2, length * 0.26), *foot, turn=-lean),
            body,
            strength=0.25,
            blur=6,
        )


def split_leaf(scene: Scene, tip: Point, size: float, lean: float, tint: Colour) -> None:
    """A monstera leaf with its cuts."""
    raw: list[Point] = [(0, -size * 0.16)]
    right = [
        (0.42, -0.4),
        (0.78, -0.2),
        (0.5, -0.02),
        (0.86, 0.06),
        (0.92, 0.2),
        (0.52, 0.22),
        (0.8, 0.42),
        (0.72, 0.58),
        (0.4, 0.48),
        (0.5, 0.78),
        (0.36, 0.9),
        (0.2, 0.72),
        (0, 1.12),
    ]
    raw += [(x * size, y * size) for x, y in right]
    mirror = [(-x, y) for x, y in reversed(raw[1:-1])]
    scene.soft(
        moved([*raw, *mirror], tip[0] + 12, tip[1] - 16, turn=lean + 180), (20, 30, 26), 0.22, 9
    )
    full = moved(_softened([*raw, *mirror]), *tip, turn=lean + 180)
    ends = moved([(-size, 0), (size, 0)], *tip, turn=lean + 180)
    scene.fill(
        full,
        linear(
            ends[1],
            ends[0],
            [
                (0, lit(tint, 1.14)),
                (0.5, lit(tint, 1.0)),
                (0.52, lit(tint, 0.86)),
                (1, lit(tint, 0.72)),
            ],
        ),
    )
    scene.stroke(moved([(0, -size * 0.1), (0, size)], *tip, turn=lean + 180), 3, lit(tint, 1.25))


def _softened(points: list[Point]) -> list[Point]:
    return smooth(points, closed=True, steps=5)


def stripe(scene: Scene, body: Mask | None, x: float, y: float, lean: float, seed: int) -> None:
    """A pale band across a blade."""
    px = x + sin(lean * pi / 180) * (y - 160) * 1.0
    wave = [
        (px - 40, y),
        (px - 14, y + 12),
        (px + 10, y + 2),
        (px + 40, y + 10),
        (px + 40, y + 18),
        (px + 10, y + 12),
        (px - 14, y + 22),
        (px - 40, y + 10),
    ]
    scene.fill(
        smooth(wave, closed=True, steps=4), lit(colour("sage"), 1.05), alpha=0.5, within=body
    )


def flower(scene: Scene, centre: Point, size: float, tint: Colour) -> None:
    """A small open flower."""
    for i in range(7):
        blade(scene, centre, size, i * 360 / 7, tint, 0.3)
    ball(scene, centre, size * 0.26, Material(colour("sun")))


def heart(scene: Scene, place: Point, size: float, tint: Colour) -> None:
    """A heart-shaped leaf."""
    x, y = place
    shape = smooth(
        [
            (x, y + size * 0.5),
            (x + size * 0.8, y + size * 0.8),
            (x + size * 0.8, y),
            (x, y - size * 1.1),
            (x - size * 0.8, y),
            (x - size * 0.8, y + size * 0.8),
        ],
        closed=True,
        steps=4,
    )
    scene.fill(
        shape,
        linear(
            (x - size, y + size), (x + size, y - size), [(0, lit(tint, 1.12)), (1, lit(tint, 0.78))]
        ),
    )


def rosette(scene: Scene, centre: Point, size: float, tint: Colour) -> None:
    """A succulent seen from above."""
    for ring in range(4):
        count = 11 - ring * 2
        for i in range(count):
            angle = i * 360 / count + ring * 17
            reach = size * (1 - ring * 0.23)
            tilt = cos(angle * pi / 180)
            blade(
                scene,
                (centre[0], centre[1] + ring * 6),
                reach * (0.78 + 0.22 * abs(sin(angle * pi / 180))) * (1 if tilt > -0.2 else 0.8),
                angle,
                mix(tint, (240, 240, 220), ring * 0.12),
                0.3,
            )


def direction(a: Point, b: Point) -> float:
    """Where a stem is heading, in degrees from upright."""
    return 90 - atan2(b[1] - a[1], b[0] - a[0]) * 180 / pi
