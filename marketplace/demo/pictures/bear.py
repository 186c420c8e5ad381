"""A mohair bear."""

from math import cos, pi, sin

from .geometry import Point, moved, smooth
from .light import cast_round, dusk
from .materials import Material
from .palette import Colour, colour, lit
from .scene import Scene
from .solids import ball
from .spec import PictureSpec


def bear(scene: Scene, spec: PictureSpec) -> None:
    """A mohair bear, sitting."""
    fur = colour(spec.main)
    cast_round(scene, 190, 330)
    for x in (-130, 130):
        _fluffy(scene, (x, 56), 74, fur, 0.94)
        _fluffy(scene, (x * 1.2, 62), 52, lit(colour(spec.second), 1.02), 1.0, fringe=False)
    for x, lean in ((-150, 1), (150, -1)):
        _fluffy(scene, (x, 210), 62, fur, 0.86)
        _fluffy(scene, (x + lean * -14, 160), 54, fur, 0.92)
    _fluffy(scene, (0, 150), 148, fur, 0.96)
    _fluffy(scene, (0, 140), 90, lit(fur, 1.14), 1.0, fringe=False)
    for x in (-104, 104):
        _fluffy(scene, (x, 494), 50, fur, 0.9)
        _fluffy(scene, (x * 0.98, 490), 28, colour(spec.second), 1, fringe=False)
    _fluffy(scene, (0, 388), 138, fur, 1.0)
    _fluffy(scene, (0, 346), 62, lit(fur, 1.2), 1, fringe=False)
    _face(scene)
    _scarf(scene, colour(spec.second))


def _fluffy(
    scene: Scene, centre: Point, radius: float, tint: Colour, tone: float, *, fringe: bool = True
) -> None:
    if fringe:
        points = []
        for i in range(150):
            a, reach = i * pi / 75, radius * scene.random.uniform(0.985, 1.045)
            points.append((centre[0] + reach * cos(a), centre[1] + reach * sin(a)))
        scene.fill(points, lit(tint, tone * 0.74))
    body = ball(scene, centre, radius, Material(lit(tint, tone)))
    for _ in range(int(radius * 0.8)):
        a, reach = scene.random.uniform(0, 2 * pi), radius * scene.random.random() ** 0.5
        x, y = centre[0] + reach * cos(a), centre[1] + reach * sin(a)
        hair = moved([(0, 0), (2.6, 6), (0, 15)], x, y, turn=scene.random.uniform(110, 250))
        scene.fill(hair, lit(tint, scene.random.choice((0.72, 1.12))), alpha=0.3, within=body)


def _face(scene: Scene) -> None:
    for x in (-48, 48):
        ball(scene, (x, 406), 13, Material((40, 30, 28), 0.9))
    nose = smooth([(-22, 372), (22, 372), (0, 348)], closed=True)
    scene.fill(nose, (50, 36, 34))
    scene.stroke(
        smooth([(-26, 330), (-12, 322), (0, 334), (0, 350), (0, 334), (12, 322), (26, 330)]),
        4,
        (60, 44, 40),
    )


def _scarf(scene: Scene, tint: Colour) -> None:
    band = smooth(
        [(-116, 276), (0, 246), (116, 276), (108, 236), (0, 208), (-108, 236)], closed=True
    )
    body = scene.fill(band, lit(tint, 0.96))
    dusk(
        scene,
        [(-110, 286), (110, 286), (110, 262), (0, 240), (-110, 262)],
        body,
        strength=0.35,
        blur=10,
    )
    tail = smooth([(36, 240), (86, 230), (92, 110), (44, 106)], closed=True)
    scene.fill(tail, lit(tint, 0.9))
