"""The set behind the object: wall, table, and the light that falls on them."""

from math import cos, sin

from PIL import Image

from .geometry import Point, ellipse, smooth
from .paint import linear
from .palette import BACKDROPS, SHADOW, WHITE, Colour, lit, mix
from .scene import Scene

BLURRED = 0.64  # the set is drawn small: it stands out of focus


def paint_backdrop(scene: Scene, name: str, style: str) -> None:
    """Wall and table of that colour, lit in that style: sweep, table, window, arch or leaves."""
    high, low, far, near = BACKDROPS[name]
    w, h = scene.size
    horizon = h * (0.60 if h > 700 else 0.66)
    plain = _stage(scene)
    plain.fill(_rows(w, h, 0, h), linear((0, h), (0, h - horizon), [(0, high), (1, low)]))
    plain.fill(_rows(w, h, 0, h - horizon), linear((0, h - horizon), (0, 0), [(0, far), (1, near)]))
    if style == "sweep":
        _melt_horizon(plain, w, h - horizon, low, far)
    _light_pool(plain, w, h, low)
    {"window": _window, "arch": _arch, "leaves": _leaves}.get(style, _nothing)(
        plain, w, h, horizon, high, low
    )
    scene.image = plain.image.resize(scene.image.size, Image.Resampling.BILINEAR)


def _stage(scene: Scene) -> Scene:
    return Scene(scene.random, scene.size, origin=(0, scene.size[1]), scale=BLURRED)


def _rows(w: float, h: float, bottom: float, top: float) -> list[Point]:
    return [(-10, bottom - 10), (w + 10, bottom - 10), (w + 10, top), (-10, top)]


def _melt_horizon(stage: Scene, w: float, line: float, low: Colour, far: Colour) -> None:
    middle = mix(low, far, 0.5)
    stage.fill(
        _rows(w, 0, line - 90, line + 60),
        linear(
            (0, line + 60), (0, line - 100), [(0, low), (0.4, middle), (1, mix(far, middle, 0.2))]
        ),
    )


def _light_pool(stage: Scene, w: float, h: float, low: Colour) -> None:
    stage.soft(ellipse(w * 0.34, h * 0.66, w * 0.26, h * 0.24), mix(low, WHITE, 0.6), 0.5, 110)
    stage.soft(ellipse(w * 1.02, h * 0.1, w * 0.22, h * 0.3), SHADOW, 0.18, 110)


def _window(stage: Scene, w: float, h: float, horizon: float, high: Colour, low: Colour) -> None:
    glow = mix(low, WHITE, 0.75)
    for column in range(2):
        for row in range(2):
            x, y = w * 0.52 + column * 170, h * 0.62 + row * 175 - column * 34
            stage.soft([(x, y), (x + 150, y - 30), (x + 150, y + 125), (x, y + 155)], glow, 0.5, 9)


def _arch(stage: Scene, w: float, h: float, horizon: float, high: Colour, low: Colour) -> None:
    foot, radius = h - horizon, min(w, 1000) * 0.29
    x = w / 2
    outline = [
        (x + radius, foot),
        *ellipse(x, foot + 250, radius, radius, 0, 180),
        (x - radius, foot),
    ]
    inside = stage.fill(
        outline,
        linear(
            (x - radius, foot + 400),
            (x + radius, foot),
            [(0, lit(high, 0.76)), (1, lit(low, 0.97))],
        ),
    )
    if inside:
        stage.soft([(p[0] - 26, p[1] + 10) for p in outline], WHITE, 0.16, 20, within=inside)


def _leaves(stage: Scene, w: float, h: float, horizon: float, high: Colour, low: Colour) -> None:
    for x, y, lean, size in ((w * 1.04, h * 0.74, 2.6, 1.0), (w * 0.93, h * 1.06, 3.9, 0.85)):
        shapes = []
        for i in range(11):
            along = (0.1 + i * 0.09) * 470 * size
            px, py = x + along * cos(lean), y + along * sin(lean) - (along / 100) ** 2 * 4
            for side in (-1, 1):
                angle = lean + side * (1.15 - i * 0.075)
                shapes.append(_leaf(px, py, angle, size * (215 - 16 * abs(i - 3))))
        stage.soft_all(shapes, lit(high, 0.5), 0.3, 11)


def _leaf(x: float, y: float, angle: float, length: float) -> list[Point]:
    c, s = cos(angle), sin(angle)
    across = length * 0.085
    raw = [(0.0, 0.0), (length * 0.4, across), (length, 0.0), (length * 0.4, -across)]
    return smooth([(x + a * c - b * s, y + a * s + b * c) for a, b in raw], closed=True)


def _nothing(*_: object) -> None:
    """A plain set has nothing more."""
