"""Turned bodies: rings stacked on a lathe, shaded round."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import radians, sin

from PIL import Image, ImageDraw

from .geometry import Point, ellipse, smooth
from .materials import Material
from .paint import linear, ramp
from .palette import lit
from .scene import Mask, Paint, Scene, Space

Profile = Sequence[tuple[float, float]]  # radius, height; from the foot up


def lathe(
    scene: Scene,
    profile: Profile,
    material: Material,
    at: Space = (0, 0, 0),
    *,
    curved: bool = True,
) -> Mask | None:
    """A turned body, shaded round; gives back its silhouette."""
    rings = smooth(profile, steps=14) if curved else list(profile)
    tilt = sin(radians(scene.pitch))
    outline = [(scene.at(at[0], at[1] + h, at[2]), max(r, 0.5)) for r, h in rings]
    bottom = min(y - r * tilt for (_, y), r in outline)
    top = max(y + r * tilt for (_, y), r in outline)
    widest = max(r for _, r in outline)
    x = outline[0][0][0]
    frame = [scene.px((x - widest, top)), scene.px((x + widest, bottom))]
    box = scene.visible(frame, 1)
    if box is None:
        return None
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    _silhouette(scene, ImageDraw.Draw(mask), box, outline, tilt)
    return scene.stamp(Mask(box, mask), lambda s, b: _turned(s, b, outline, material))


def opening(
    scene: Scene,
    radius: float,
    height: float,
    material: Material,
    at: Space = (0, 0, 0),
    *,
    rim: float = 7,
    depth: float = 0.55,
) -> Mask | None:
    """The mouth of a turned vessel: a rim and the dark within."""
    x, y = scene.at(at[0], at[1] + height, at[2])
    tilt = sin(radians(scene.pitch))
    scene.fill(ellipse(x, y, radius, radius * tilt), lit(material.colour, 1.12))
    inner, base = radius - rim, material.colour
    stops = [
        (0, lit(base, depth * 0.7)),
        (0.55, lit(base, depth)),
        (1, lit(base, min(1, depth * 1.6))),
    ]
    return scene.fill(
        ellipse(x, y - rim * 0.1, inner, inner * tilt),
        linear((x - inner, y + inner * tilt), (x + inner * 0.8, y - inner * tilt), stops),
    )


def disc(scene: Scene, radius: float, paint: Paint, at: Space) -> Mask | None:
    """A flat round thing lying level."""
    x, y = scene.at(*at)
    return scene.fill(ellipse(x, y, radius, radius * sin(radians(scene.pitch))), paint)


def _silhouette(
    scene: Scene,
    pen: ImageDraw.ImageDraw,
    box: tuple[int, int, int, int],
    outline: list[tuple[Point, float]],
    tilt: float,
) -> None:
    placed = []
    for centre, radius in outline:
        x, y = scene.px(centre)
        placed.append((x - box[0], y - box[1], scene.length(radius)))
    for x, y, r in placed:
        pen.ellipse((x - r, y - r * tilt, x + r, y + r * tilt), fill=255)
    for (x, y, r), (x2, y2, r2) in pairwise(placed):
        pen.polygon([(x - r, y), (x + r, y), (x2 + r2, y2), (x2 - r2, y2)], fill=255)


def _turned(
    scene: Scene,
    box: tuple[int, int, int, int],
    outline: list[tuple[Point, float]],
    material: Material,
) -> Image.Image:
    step = 7
    width, height = max(2, (box[2] - box[0]) // step), max(2, (box[3] - box[1]) // step)
    strip = _around(material)
    result = Image.new("RGB", (width, height), lit(material.colour, 0.7))
    rings = sorted(
        ((scene.px(c)[1] - box[1]) / step, (scene.px(c)[0] - box[0]) / step, scene.length(r) / step)
        for c, r in outline
    )
    for row in range(height):
        x, r = _ring_at(rings, row)
        left, span = round(x - r - 1), max(1, round(2 * r + 2))
        if span < 8 * width:
            result.paste(strip.resize((span, 1), Image.Resampling.BILINEAR), (left, row))
    return result.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BILINEAR)


@lru_cache(maxsize=64)
def _around(material: Material) -> Image.Image:
    table = ramp(material.around())
    return Image.frombytes(
        "RGB", (256, 1), bytes(table[c * 256 + i] for i in range(256) for c in range(3))
    )


def _ring_at(rings: list[tuple[float, float, float]], row: float) -> tuple[float, float]:
    if row <= rings[0][0]:
        return rings[0][1], rings[0][2]
    for (y, _, r), (y2, x2, r2) in pairwise(rings):
        if row <= y2:
            return x2, r + (r2 - r) * (row - y) / ((y2 - y) or 1)
    return rings[-1][1], rings[-1][2]
