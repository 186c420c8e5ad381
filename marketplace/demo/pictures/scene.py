"""The stage: a camera, a canvas larger than the picture, and the few ways to put paint on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .geometry import Point
from .palette import Colour

SUPERSAMPLE = 1.6  # canvas pixels for each pixel of the finished picture
SOFT_STEP = 5  # soft light is drawn that much smaller, then stretched

Box = tuple[int, int, int, int]
Paint = Colour | Callable[["Scene", Box], Image.Image]
Space = tuple[float, float, float]


@dataclass(frozen=True)
class Mask:
    """Where a shape is: a rectangle of the canvas and its coverage."""

    box: Box
    image: Image.Image

    def over(self, box: Box) -> Image.Image:
        """The coverage seen from another rectangle."""
        return self.image.crop(
            (box[0] - self.box[0], box[1] - self.box[1], box[2] - self.box[0], box[3] - self.box[1])
        )


@dataclass
class Scene:
    """A canvas with its camera. Points are (right, up) from the middle of the object's foot."""

    random: Random
    size: tuple[int, int] = (1000, 1000)
    origin: Point = (500, 770)
    zoom: float = 1.0
    yaw: float = 24.0
    pitch: float = 16.0
    scale: float = SUPERSAMPLE
    image: Image.Image = field(init=False)
    coverage: Image.Image | None = None  # kept only for pictures that break their object

    def __post_init__(self) -> None:
        self.image = Image.new(
            "RGB", (round(self.size[0] * self.scale), round(self.size[1] * self.scale))
        )

    def at(self, x: float, y: float, z: float = 0) -> Point:
        """Where a point in space (right, up, towards us) is seen."""
        turn, tilt = radians(self.yaw), radians(self.pitch)
        near = z * cos(turn) - x * sin(turn)
        return x * cos(turn) + z * sin(turn), y * cos(tilt) - near * sin(tilt)

    def px(self, point: Point) -> Point:
        """The canvas pixel of a point."""
        x = self.origin[0] + point[0] * self.zoom
        return x * self.scale, (self.origin[1] - point[1] * self.zoom) * self.scale

    def length(self, units: float) -> float:
        """That many units in canvas pixels."""
        return units * self.zoom * self.scale

    def fill(
        self, points: Sequence[Point], paint: Paint, *, alpha: float = 1, within: Mask | None = None
    ) -> Mask | None:
        """Paint the polygon; give back where it landed, or None if out of sight."""
        pixels = [self.px(p) for p in points]
        box = self.visible(pixels, 0)
        if box is None:
            return None
        mask = _polygons([pixels], box, 1)
        return self.stamp(Mask(box, mask), paint, alpha=alpha, within=within)

    def stamp(
        self, mask: Mask, paint: Paint, *, alpha: float = 1, within: Mask | None = None
    ) -> Mask:
        """Paint through a mask."""
        cover = ImageChops.multiply(mask.image, within.over(mask.box)) if within else mask.image
        thin = cover if alpha >= 1 else cover.point(faded(alpha))
        source = paint(self, mask.box) if callable(paint) else paint
        self.image.paste(source, mask.box, thin)
        if self.coverage is not None and alpha > 0.5:
            self.coverage.paste(255, mask.box, thin)
        return Mask(mask.box, cover)

    def soft(
        self,
        points: Sequence[Point],
        tint: Colour,
        alpha: float,
        blur: float,
        *,
        within: Mask | None = None,
    ) -> None:
        """Breathe a blurred shape of light or shadow on to the canvas."""
        self.soft_all([points], tint, alpha, blur, within=within)

    def soft_all(
        self,
        shapes: Sequence[Sequence[Point]],
        tint: Colour,
        alpha: float,
        blur: float,
        *,
        within: Mask | None = None,
    ) -> None:
        """The same for several shapes at once, as one light."""
        outlines = [[self.px(p) for p in shape] for shape in shapes]
        radius = self.length(blur)
        box = self.visible([p for outline in outlines for p in outline], radius * 2.5)
        box = _overlap(box, within.box) if box and within else box
        if box is None:
            return
        step = max(1, round(SOFT_STEP * self.scale))
        small = _polygons(outlines, box, step).filter(ImageFilter.GaussianBlur(radius / step))
        small = small.point(faded(alpha))
        mask = small.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BILINEAR)
        self.image.paste(tint, box, ImageChops.multiply(mask, within.over(box)) if within else mask)

    def stroke(
        self, points: Sequence[Point], width: float, tint: Colour, *, round_ends: bool = True
    ) -> None:
        """Draw a line of that width in units."""
        pixels = [self.px(p) for p in points]
        thick = max(1, round(self.length(width)))
        _line(self.image, pixels, thick, tint, round_ends)
        if self.coverage is not None:
            _line(self.coverage, pixels, thick, 255, round_ends)

    def visible(self, pixels: Sequence[Point], margin: float) -> Box | None:
        """The part of the canvas those pixels touch, or None."""
        xs, ys = [p[0] for p in pixels], [p[1] for p in pixels]
        left, top = max(0, int(min(xs) - margin)), max(0, int(min(ys) - margin))
        right = min(self.image.width, int(max(xs) + margin) + 2)
        bottom = min(self.image.height, int(max(ys) + margin) + 2)
        return (left, top, right, bottom) if right > left and bottom > top else None


@lru_cache(maxsize=256)
def faded(alpha: float) -> list[int]:
    """The lookup table that thins a mask."""
    return [round(v * alpha) for v in range(256)]


def _overlap(a: Box, b: Box) -> Box | None:
    box = max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
    return box if box[2] > box[0] and box[3] > box[1] else None


def _polygons(outlines: Sequence[Sequence[Point]], box: Box, step: int) -> Image.Image:
    size = max(1, (box[2] - box[0]) // step), max(1, (box[3] - box[1]) // step)
    mask = Image.new("L", size)
    pen = ImageDraw.Draw(mask)
    scale_x, scale_y = size[0] / (box[2] - box[0]), size[1] / (box[3] - box[1])
    for outline in outlines:
        pen.polygon(
            [((x - box[0]) * scale_x, (y - box[1]) * scale_y) for x, y in outline], fill=255
        )
    return mask


def _line(
    image: Image.Image, pixels: Sequence[Point], thick: int, tint: Colour | int, round_ends: bool
) -> None:
    pen = ImageDraw.Draw(image)
    pen.line(pixels, fill=tint, width=thick, joint="curve")
    if round_ends and thick > 3:
        for x, y in (pixels[0], pixels[-1]):
            pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=tint)
