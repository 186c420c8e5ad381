"""Glazes: bands, drips, dips and speckles on a turned body."""

from itertools import pairwise

from .geometry import Point, ellipse, smooth
from .light import shine
from .materials import Material
from .palette import colour, lit
from .scene import Mask, Scene, Space
from .spec import PictureSpec
from .turned import Profile, lathe


def glazed(scene: Scene, spec: PictureSpec, profile: Profile, at: Space = (0, 0, 0)) -> None:
    """A body with its glaze pattern: plain, dip, band, speckle, rings or drip."""
    body = Material(colour(spec.main), 0.5 if spec.pattern != "speckle" else 0.15)
    foot, top = profile[0][1], profile[-1][1]
    whole = lathe(scene, profile, body, at)
    curve = smooth(profile, steps=14)
    if spec.pattern == "dip":
        lathe(
            scene,
            [p for p in curve if p[1] <= foot + (top - foot) * 0.38],
            Material(colour(spec.second), 0.05),
            at,
            curved=False,
        )
        lathe(
            scene, [p for p in curve if p[1] >= foot + (top - foot) * 0.36], body, at, curved=False
        )
    if spec.pattern in ("band", "rings"):
        _bands(scene, spec, curve, foot, top - foot, at)
    if spec.pattern == "drip":
        _drip(scene, spec, curve, foot, top - foot, at)
    if spec.pattern == "speckle" and whole:
        speckles(scene, whole, spec.second)
    x, y = scene.at(*at)
    wide = max(r for r, _ in profile)
    shine(
        scene,
        ellipse(x - wide * 0.5, y + foot + (top - foot) * 0.66, wide * 0.07, (top - foot) * 0.16),
        whole,
        strength=0.55,
    )


def speckles(scene: Scene, within: Mask, tint: str) -> None:
    """Iron spots in the glaze."""
    left, top, right, bottom = within.box
    for _ in range(190):
        x, y = (
            scene.random.uniform(left, right) / scene.scale,
            scene.random.uniform(top, bottom) / scene.scale,
        )
        place = ((x - scene.origin[0]) / scene.zoom, (scene.origin[1] - y) / scene.zoom)
        size = scene.random.uniform(0.8, 3.2)
        scene.fill(_spot(place, size), colour(tint), alpha=0.75, within=within)


def _bands(
    scene: Scene, spec: PictureSpec, curve: Profile, foot: float, tall: float, at: Space
) -> None:
    places = (
        [(0.5, 0.72)]
        if spec.pattern == "band"
        else [(0.3, 0.34), (0.42, 0.46), (0.54, 0.58), (0.66, 0.7)]
    )
    for low, high in places:
        lathe(
            scene,
            _between(curve, foot + tall * low, foot + tall * high),
            Material(colour(spec.second), 0.5),
            at,
            curved=False,
        )
        lathe(
            scene,
            _between(curve, foot + tall * high, foot + tall),
            Material(colour(spec.main), 0.5),
            at,
            curved=False,
        )


def _between(curve: Profile, low: float, high: float) -> list[tuple[float, float]]:
    kept = [p for p in curve if low < p[1] < high]
    return [_at_height(curve, low), *kept, _at_height(curve, high)]


def _at_height(curve: Profile, height: float) -> tuple[float, float]:
    for (r, h), (r2, h2) in pairwise(curve):
        if h <= height <= h2 and h2 > h:
            return r + (r2 - r) * (height - h) / (h2 - h), height
    return curve[-1]


def _drip(
    scene: Scene, spec: PictureSpec, curve: Profile, foot: float, tall: float, at: Space
) -> None:
    glaze = Material(colour(spec.second), 0.6)
    edge = foot + tall * 0.62
    x, y = scene.at(at[0], edge, at[2])
    radius = _at_height(curve, edge)[0]
    for i in range(9):
        across = -0.86 + i * 0.215
        drop = scene.random.uniform(16, 74)
        px, py = x + across * radius, y - radius * 0.26 * (1 - across * across) ** 0.5 + 8
        width = radius * 0.1
        tone = 1.12 if -0.7 < across < -0.3 else 0.98 - max(0, across) * 0.42
        scene.fill(
            smooth(
                [
                    (px - width, py + 8),
                    (px - width * 0.8, py - drop),
                    (px, py - drop - 14),
                    (px + width * 0.8, py - drop),
                    (px + width, py + 8),
                ]
            ),
            lit(glaze.colour, tone),
        )
    upper = lathe(scene, _between(curve, edge, foot + tall), glaze, at, curved=False)
    shine(scene, ellipse(x - radius * 0.5, y + 30, 9, 30), upper)


def inside(spec: PictureSpec) -> Material:
    """The glaze one sees looking into a vessel."""
    return Material(colour(spec.second if spec.pattern in ("dip", "drip") else spec.main), 0.4)


def _spot(place: Point, size: float) -> list[Point]:
    return [
        (place[0] + size * a, place[1] + size * b)
        for a, b in ((1, 0), (0.4, 0.9), (-0.6, 0.7), (-1, -0.1), (-0.2, -0.9), (0.7, -0.7))
    ]
