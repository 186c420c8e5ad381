"""Cacti: ribbed bodies and thorns."""

from math import cos, pi, sin

from .foliage import flower
from .geometry import Point, smooth
from .materials import Material
from .palette import colour, lit
from .pots import leafy, pot
from .scene import Scene
from .solids import ball, tube
from .spec import PictureSpec
from .turned import lathe


def cactus(scene: Scene, spec: PictureSpec) -> None:
    """A ribbed column with an arm and a flower."""
    rim = pot(scene, spec, wide=0.85)
    green = leafy(spec)
    if spec.seed % 2:
        _barrel_cactus(scene, rim, green)
        return
    _column(scene, (0, rim - 20), 74, 360, green)
    tube(
        scene,
        smooth([(60, rim + 130), (140, rim + 130), (150, rim + 230)]),
        62,
        Material(green.colour),
    )
    _thorns(scene, 0, rim, 74, 340)
    for x, y in ((-10, rim + 352), (150, rim + 262)):
        flower(scene, (x, y), 26, colour("rose"))


def _column(scene: Scene, foot: Point, radius: float, height: float, green: Material) -> None:
    profile = [
        (radius * 0.8, 0),
        (radius, height * 0.3),
        (radius * 0.97, height * 0.75),
        (radius * 0.6, height * 0.95),
        (4, height),
    ]
    lathe(scene, [(r, h + foot[1]) for r, h in profile], green)
    for i in range(-4, 5):
        x = sin(i * pi / 9.5) * radius
        line = smooth(
            [
                (x * 0.8, foot[1] + 6),
                (x, foot[1] + height * 0.3),
                (x * 0.96, foot[1] + height * 0.75),
                (x * 0.5, foot[1] + height * 0.95),
            ]
        )
        scene.stroke(line, 4, lit(green.colour, 0.7))


def _barrel_cactus(scene: Scene, rim: float, green: Material) -> None:
    ball(scene, (0, rim + 120), 150, green)
    for i in range(-5, 6):
        x = sin(i * pi / 11.5) * 150
        line = [(x * sin(a), rim + 120 - 146 * cos(a)) for a in (0.2 + k * 0.17 for k in range(17))]
        scene.stroke(line, 5, lit(green.colour, 0.66))
        for k in range(2, 16, 2):
            px, py = line[k]
            for lean in (-7, 0, 7):
                scene.stroke([(px + 10, py), (px + 10 + lean, py + 12)], 1.6, (244, 232, 204))
    for i in range(5):
        flower(
            scene,
            (-56 + i * 28, rim + 262 - abs(i - 2) * 7),
            18,
            colour("coral" if i % 2 else "sun"),
        )


def _thorns(scene: Scene, x: float, rim: float, radius: float, height: float) -> None:
    for i in range(-3, 4):
        for k in range(12):
            px, py = x + sin((i + 0.5) * pi / 9.5) * radius, rim + 20 + k * height / 13
            for lean in (-6, 6):
                scene.stroke([(px, py), (px + lean, py + 8)], 1.5, (246, 236, 210))
