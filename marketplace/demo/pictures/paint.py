"""Paints: gradients along a line or around a point, and textures laid on a face."""

from collections.abc import Sequence
from functools import lru_cache

from PIL import Image

from .geometry import Point
from .palette import Colour, mix
from .scene import Box, Paint, Scene

Stops = Sequence[tuple[float, Colour]]
STEP = 4  # gradients are computed that much smaller, then stretched
REACH = 6  # how many lengths beyond its ends a gradient keeps its last colour


def linear(start: Point, end: Point, stops: Stops) -> Paint:
    """Colours changing from one point to the other."""
    table = ramp(stops)

    def paint(scene: Scene, box: Box) -> Image.Image:
        (x0, y0), (x1, y1) = scene.px(start), scene.px(end)
        dx, dy = x1 - x0, y1 - y0
        square = (dx * dx + dy * dy) or 1
        a, b = dx / square * 256, dy / square * 256
        offset = ((box[0] - x0) * dx + (box[1] - y0) * dy) / square * 256 + REACH * 256
        field = _strip().transform(
            _small(box), Image.Transform.AFFINE, (a * STEP, b * STEP, offset, 0, 0, 1)
        )
        return _coloured(field, table, box)

    return paint


def radial(centre: Point, radius: float, stops: Stops) -> Paint:
    """Colours changing outwards from a point."""
    table = ramp(stops)

    def paint(scene: Scene, box: Box) -> Image.Image:
        x, y = scene.px(centre)
        scale = 128 / scene.length(radius)
        shift = (128 + (box[0] - x) * scale, 128 + (box[1] - y) * scale)
        matrix = (scale * STEP, 0, shift[0], 0, scale * STEP, shift[1])
        field = Image.radial_gradient("L").transform(
            _small(box), Image.Transform.AFFINE, matrix, fillcolor=255
        )
        return _coloured(field, table, box)

    return paint


def texture(image: Image.Image, *corners: Point, tone: float = 1) -> Paint:
    """A picture laid on the face spanned by its lower left, lower right and upper left corner."""
    corner, right, up = corners
    lit_image = (
        image.point([min(255, round(v * tone)) for v in range(256)] * 3) if tone != 1 else image
    )

    def paint(scene: Scene, box: Box) -> Image.Image:
        (cx, cy), (rx, ry), (ux, uy) = (
            scene.px(up),
            scene.px(_fourth(corner, right, up)),
            scene.px(corner),
        )
        ax, ay, bx, by = rx - cx, ry - cy, ux - cx, uy - cy
        area = (ax * by - ay * bx) or 1
        width, height = image.width, image.height
        a, b = by / area * width, -bx / area * width
        d, e = -ay / area * height, ax / area * height
        ox, oy = box[0] - cx, box[1] - cy
        matrix = (a, b, a * ox + b * oy, d, e, d * ox + e * oy)
        size = box[2] - box[0], box[3] - box[1]
        return lit_image.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)

    return paint


def ramp(stops: Stops) -> list[int]:
    """A lookup table of 3 × 256 values through the stops."""
    return _ramp(tuple(stops))


@lru_cache(maxsize=256)
def _ramp(stops: tuple[tuple[float, Colour], ...]) -> list[int]:
    places = [0.0, *(place for place, _ in stops), 1.0]
    colours = [stops[0][1], *(tint for _, tint in stops), stops[-1][1]]
    table: list[Colour] = []
    for start, end, first, second in zip(places, places[1:], colours, colours[1:], strict=False):
        count = round(end * 256) - round(start * 256)
        table += [mix(first, second, i / count) for i in range(count)]
    return [tint[channel] for channel in range(3) for tint in table]


def _fourth(corner: Point, right: Point, up: Point) -> Point:
    return right[0] + up[0] - corner[0], right[1] + up[1] - corner[1]


def _small(box: Box) -> tuple[int, int]:
    return max(1, -(-(box[2] - box[0]) // STEP)), max(1, -(-(box[3] - box[1]) // STEP))


def _coloured(field: Image.Image, table: list[int], box: Box) -> Image.Image:
    bands = [field.point(table[i * 256 : (i + 1) * 256]) for i in range(3)]
    size = box[2] - box[0], box[3] - box[1]
    return Image.merge("RGB", bands).resize(size, Image.Resampling.BILINEAR)


@lru_cache(maxsize=1)
def _strip() -> Image.Image:
    values = bytes(REACH * 256) + bytes(range(256)) + b"\xff" * (REACH * 256)
    return Image.frombytes("L", (len(values), 1), values).resize((len(values), 3))
