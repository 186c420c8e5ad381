"""Small leather: wallets and belts."""

from .geometry import ellipse, rect
from .leather import seam
from .light import cast, cast_block
from .materials import of
from .paint import linear
from .palette import Colour, colour, lit
from .scene import Scene
from .solids import slab, tube
from .spec import PictureSpec


def wallet(scene: Scene, spec: PictureSpec) -> None:
    """A wallet, half open, with cards."""
    scene.pitch += 10
    cast_block(scene, (400, 200, 160))
    back = rect(-210, 0, 420, 290, 22)
    slab(scene, [(x, y, -70) for x, y in back], (0, 0, 14), of(spec.main).tinted(0.86))
    for i, tint in enumerate((spec.second, "cream", "ink")):
        card = rect(-170 + i * 12, 90 + (2 - i) * 42, 330, 130, 14)
        scene.fill([scene.at(x, y, -50 + i * 10) for x, y in card], lit(colour(tint), 0.96))
    pocket = rect(-206, 0, 412, 150, 18)
    body = slab(scene, [(x, y, -16) for x, y in pocket], (0, 0, 10), of(spec.main))
    seam(
        scene,
        [scene.at(x * 0.95, 75 + (y - 75) * 0.86, -5) for x, y in pocket],
        colour(spec.main),
        body,
    )
    front = [(-206, 0, 0), (206, 0, 0), (196, 6, 150), (-196, 6, 150)]
    slab(scene, front, (0, 8, 0), of(spec.main))


def belt(scene: Scene, spec: PictureSpec) -> None:
    """A coiled belt with its buckle."""
    scene.pitch += 18
    scene.yaw = 0
    foot = ellipse(0, 20, 210, 110)
    cast(scene, foot, 90)
    tint = colour(spec.main)
    for turn in (2, 1, 0):
        _band(scene, 150 + turn * 26, 92, lit(tint, 0.98 - (2 - turn) * 0.04), front=False)
    for turn in (0, 1, 2):
        _band(scene, 150 + turn * 26, 92, lit(tint, 0.98 - (2 - turn) * 0.04), front=True)
    x, y = scene.at(0, 46, 202)
    scene.fill(rect(x - 58, y - 50, 116, 100, 20), lit(colour(spec.second), 0.66))
    scene.fill(
        rect(x - 62, y - 46, 116, 100, 20),
        linear(
            (x - 60, y + 50),
            (x + 60, y - 50),
            [
                (0, lit(colour(spec.second), 1.4)),
                (0.5, lit(colour(spec.second), 0.9)),
                (1, lit(colour(spec.second), 1.2)),
            ],
        ),
    )
    scene.fill(rect(x - 38, y - 24, 68, 56, 10), lit(tint, 0.8))
    tube(scene, [(x - 44, y + 4), (x + 40, y + 4)], 12, of(spec.second))


def _band(scene: Scene, radius: float, tall: float, tint: Colour, *, front: bool) -> None:
    part = ellipse(0, 0, radius, start=180, end=360) if front else ellipse(0, 0, radius, end=180)
    tone = 1.0 if front else 0.5
    low = [scene.at(x, 0, -z) for x, z in part]
    high = [scene.at(x, tall, -z) for x, z in part]
    for i in range(len(part) - 1):
        light = tone * (1.06 - 0.36 * (part[i][0] + radius) / (2 * radius))
        scene.fill([low[i], low[i + 1], high[i + 1], high[i]], lit(tint, light))
    scene.stroke(high, 6, lit(tint, 1.2 * max(tone, 0.7)), round_ends=False)
