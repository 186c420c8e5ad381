"""Lampshades, and the warm light they let through."""

from math import cos, pi, sin

from .geometry import Point, ellipse, moved, smooth
from .light import dusk, shine
from .materials import Material
from .paint import linear, radial
from .palette import WHITE, Colour, colour, lit, mix
from .scene import Mask, Scene
from .spec import PictureSpec
from .turned import lathe, opening

WARM = (255, 226, 168)


def glow(scene: Scene, centre: Point, size: float) -> None:
    """Warm light spilling on to the wall."""
    scene.soft(ellipse(*centre, size, size * 0.85), WARM, 0.42, size * 0.3)


def rib(scene: Scene, body: Mask | None, y: float, paper: Colour) -> None:
    """One bamboo rib of a paper lantern."""
    upper, lower = ellipse(0, y, 240, 60, 180, 360), ellipse(0, y - 3, 240, 60, 360, 180)
    scene.fill([*upper, *lower], lit(paper, 0.8), alpha=0.7, within=body)


def shade(
    scene: Scene, spec: PictureSpec, foot: float, wide: float, narrow: float, height: float
) -> None:
    """A cloth shade on its base, glowing."""
    cloth = mix(colour(spec.second), WARM, 0.25)
    glow(scene, (0, foot + height * 0.5), 300)
    body = lathe(scene, [(wide, foot), (narrow, foot + height)], Material(cloth, 0.0), curved=False)
    scene.soft(
        ellipse(-20, foot + height * 0.35, wide * 0.5, height * 0.34),
        mix(WARM, WHITE, 0.7),
        0.8,
        40,
        within=body,
    )
    if spec.pattern == "pleats":
        _pleats(scene, body, foot, wide, narrow, height, cloth)
    opening(scene, narrow, foot + height, Material(mix(cloth, WHITE, 0.3)), rim=5, depth=0.96)
    x, y = scene.at(0, foot + height)
    scene.fill(
        ellipse(x, y, narrow - 6, (narrow - 6) * sin(scene.pitch * pi / 180)),
        radial(
            (x, y - 30),
            narrow,
            [(0, mix(WARM, WHITE, 0.75)), (1, lit(mix(cloth, WARM, 0.5), 0.92))],
        ),
    )


def _pleats(
    scene: Scene,
    body: Mask | None,
    foot: float,
    wide: float,
    narrow: float,
    height: float,
    cloth: Colour,
) -> None:
    for i in range(1, 24):
        x, lean = -cos(pi * i / 24), sin(pi * i / 24)
        a, b = scene.at(0, foot), scene.at(0, foot + height)
        low, high = (
            (a[0] + x * wide, a[1] - lean * wide * 0.27),
            (b[0] + x * narrow, b[1] - lean * narrow * 0.27),
        )
        scene.fill(
            [low, (low[0] + 4, low[1]), (high[0] + 3, high[1]), high],
            lit(cloth, 0.72),
            alpha=0.55,
            within=body,
        )


def cone_head(scene: Scene, spec: PictureSpec, joint: Point) -> None:
    """The tilted head of a reading lamp, lit."""
    tint = colour(spec.second if spec.second != "cream" else spec.main)
    glow(scene, (joint[0] - 60, joint[1] - 120), 170)
    raw: list[Point] = [(-26, 30), (26, 30), (40, -10), (112, -128), (-112, -128), (-40, -10)]
    cone = moved(smooth(raw[:3], steps=5) + smooth(raw[3:], steps=5), *joint, turn=-28)
    gloss = Material(tint, 0.9 if spec.main in ("brass", "copper", "steel") else 0.5)
    start, end = moved([(-105, -60), (105, -60)], *joint, turn=-28)
    body = scene.fill(cone, linear(start, end, gloss.around()))
    dusk(
        scene, moved([(-60, 40), (60, 40), (60, 5), (-60, 5)], *joint, turn=-28), body, strength=0.3
    )
    mouth = moved(ellipse(0, -128, 112, 26), *joint, turn=-28)
    scene.fill(mouth, linear(start, end, [(0, mix(WARM, WHITE, 0.6)), (1, WARM)]))
    shine(scene, moved(ellipse(0, -128, 50, 14), *joint, turn=-28), body)
