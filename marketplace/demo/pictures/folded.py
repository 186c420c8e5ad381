"""Folded cloth: layers with round fronts."""

from itertools import pairwise
from math import cos, pi, sin

from .light import cast_block, tone_of
from .palette import WHITE, Colour, colour, lit, mix
from .scene import Scene
from .spec import PictureSpec


def blanket(scene: Scene, spec: PictureSpec) -> None:
    """A heavy blanket, folded three times."""
    cast_block(scene, (430, 190, 300))
    for layer in range(3):
        _fold(scene, spec, layer * 66, 64, 430 - layer * 6, 300, layer % 2 == 1)
    _fringe(scene, spec)


def towels(scene: Scene, spec: PictureSpec) -> None:
    """A stack of five thinner cloths in two colours."""
    cast_block(scene, (360, 250, 260))
    for layer in range(5):
        swapped = (
            PictureSpec(
                spec.family, spec.shape, spec.second, spec.main, spec.backdrop, spec.pattern
            )
            if layer % 2
            else spec
        )
        _fold(scene, swapped, layer * 52, 50, 360 - (layer % 3) * 10, 260, False)


def _fold(
    scene: Scene,
    spec: PictureSpec,
    low: float,
    thick: float,
    wide: float,
    deep: float,
    flipped: bool,
) -> None:
    tall = thick * 0.5
    front = [
        (deep / 2 - tall + tall * cos(a), low + tall + tall * sin(a))
        for a in (pi * (0.5 - i / 12) for i in range(13))
    ]
    profile = [(-deep / 2, low + thick), *front]
    side = wide / 2 if scene.yaw < 0 else -wide / 2
    back = [(-deep / 2, low)]
    end = [scene.at(side, y, z) for z, y in [*profile, *back]]
    scene.fill(end, lit(colour(spec.main), 0.66))
    spiral = [scene.at(side, low + tall + (y - low - tall) * 0.5, z - 8) for z, y in profile]
    scene.stroke(spiral, 3, lit(colour(spec.main), 0.42))
    for (z0, y0), (z1, y1) in pairwise(profile):
        tone = _bent(scene, z0, z1, y0, y1)
        for x0, x1, tint in _bands(spec, wide):
            scene.fill(
                [
                    scene.at(x0, y0, z0),
                    scene.at(x1, y0, z0),
                    scene.at(x1, y1, z1),
                    scene.at(x0, y1, z1),
                ],
                lit(tint, tone),
            )


def _bent(scene: Scene, z0: float, z1: float, y0: float, y1: float) -> float:
    size = ((z1 - z0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1
    return tone_of(scene, (0, (z1 - z0) / size, (y0 - y1) / size))


def _bands(spec: PictureSpec, wide: float) -> list[tuple[float, float, Colour]]:
    a, b = colour(spec.main), colour(spec.second)
    layouts = {
        "stripes": [
            (0, a),
            (0.12, b),
            (0.16, a),
            (0.2, b),
            (0.24, a),
            (0.44, mix(a, b, 0.6)),
            (0.56, a),
            (0.76, b),
            (0.8, a),
            (0.84, b),
            (0.88, a),
        ],
        "check": [(i / 12, (a, mix(a, b, 0.5), b, mix(a, b, 0.5))[i % 4]) for i in range(12)],
        "herringbone": [(i / 30, mix(a, b, 0.4 * (i % 2))) for i in range(30)],
        "border": [(0, b), (0.1, a), (0.9, b)],
        "kilim": [
            (0, a),
            (0.08, b),
            (0.14, mix(b, WHITE, 0.5)),
            (0.18, a),
            (0.4, b),
            (0.46, mix(b, WHITE, 0.5)),
            (0.54, b),
            (0.6, a),
            (0.82, mix(b, WHITE, 0.5)),
            (0.86, b),
            (0.92, a),
        ],
    }
    marks = layouts.get(spec.pattern, [(0, a)])
    ends = [place for place, _ in marks[1:]] + [1]
    return [
        ((start - 0.5) * wide, (end - 0.5) * wide, tint)
        for (start, tint), end in zip(marks, ends, strict=True)
    ]


def _fringe(scene: Scene, spec: PictureSpec) -> None:
    for i in range(44):
        x = -200 + i * 9.3
        a = scene.at(x, 134, 146)
        scene.stroke(
            [a, (a[0] + scene.random.uniform(-4, 4), a[1] - scene.random.uniform(30, 40))],
            3.2,
            lit(colour(spec.second), 0.88),
        )
