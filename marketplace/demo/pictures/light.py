"""Light and shadow: what falls on a face, and what a thing throws on the table."""

from collections.abc import Sequence
from math import radians, sin, sqrt

from .geometry import Point, ellipse, hull
from .materials import Material
from .paint import linear
from .palette import SHADOW, WHITE, lit
from .scene import Mask, Paint, Scene, Space


def cast_block(scene: Scene, size: Space, at: Space = (0, 0, 0), *, strength: float = 0.4) -> None:
    """The shadow of a box."""
    w, h, d = size
    foot = [
        scene.at(at[0] + a * w / 2, at[1], at[2] + b * d / 2)
        for a, b in ((-1, 1), (1, 1), (1, -1), (-1, -1))
    ]
    cast(scene, foot, h, strength=strength)


def cast(scene: Scene, foot: Sequence[Point], height: float, *, strength: float = 0.4) -> None:
    """The shadow of a thing of that height standing on that foot; draw it before the thing."""
    tint = lit(SHADOW, 0.8)
    far = [(x + height * 0.62, y - height * 0.06) for x, y in foot]
    half = [(x + height * 0.26, y - height * 0.025) for x, y in foot]
    scene.soft(hull([*foot, *far]), tint, strength * 0.62, 24)
    scene.soft(hull([*foot, *half]), tint, strength * 0.8, 12)
    scene.soft([(x + 4, y - 5) for x, y in foot], tint, strength * 1.5, 6)


def cast_round(
    scene: Scene, radius: float, height: float, at: Space = (0, 0, 0), *, strength: float = 0.4
) -> None:
    """The shadow of a turned thing."""
    x, y = scene.at(*at)
    cast(
        scene, ellipse(x, y, radius, radius * sin(radians(scene.pitch))), height, strength=strength
    )


def shine(
    scene: Scene,
    points: Sequence[Point],
    within: Mask | None,
    *,
    strength: float = 0.5,
    blur: float = 6,
) -> None:
    """A soft reflection on a surface."""
    if within:
        scene.soft(points, WHITE, strength, blur, within=within)


def dusk(
    scene: Scene,
    points: Sequence[Point],
    within: Mask | None,
    *,
    strength: float = 0.3,
    blur: float = 16,
) -> None:
    """A soft shade on a surface."""
    if within:
        scene.soft(points, SHADOW, strength, blur, within=within)


def tone_of(scene: Scene, normal: Space) -> float:
    """How much light a face gets; the lamp is up on the left, a little before us."""
    turn = radians(scene.yaw)
    cosine, sine = sqrt(1 - sin(turn) ** 2), sin(turn)
    across, near = normal[0] * cosine + normal[2] * sine, normal[2] * cosine - normal[0] * sine
    return 0.62 + 0.5 * max(-0.1, across * -0.5 + normal[1] * 0.76 + near * 0.42)


def shaded(seen: Sequence[Point], material: Material, tone: float) -> Paint:
    """The even paint of a flat face in that light."""
    xs, ys = [p[0] for p in seen], [p[1] for p in seen]
    stops = [(0, lit(material.colour, tone * 1.06)), (1, lit(material.colour, tone * 0.9))]
    return linear((min(xs), max(ys)), (max(xs), min(ys)), stops)
