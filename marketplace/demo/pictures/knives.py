"""Knives on a board."""

from .geometry import Point, ellipse, moved, rect, smooth
from .light import cast_block, shine
from .materials import METAL, of
from .paint import linear
from .palette import colour, lit
from .scene import Mask, Scene
from .solids import slab
from .spec import PictureSpec


def knife(scene: Scene, spec: PictureSpec) -> None:
    """A kitchen knife lying on a board."""
    scene.pitch += 34
    _board(scene, 640, 330, spec.second)
    flat: list[Point] = [
        (-280, 34),
        (-40, 40),
        (-20, 30),
        (-20, -34),
        (-80, -34),
        (-180, -20),
        (-250, 10),
    ]
    shapes: dict[int, list[Point]] = {
        0: flat,
        1: [(-290, 0), (-220, 32), (-20, 34), (-20, -36), (-120, -34), (-240, -24)],
        2: [(-250, 44), (-20, 44), (-20, -52), (-230, -48), (-256, -20)],
    }
    shape = shapes[spec.seed % 3]
    blade = _on_board(
        scene,
        smooth(shape, closed=True, steps=6) if spec.seed % 3 != 2 else shape,
    )
    scene.soft([(x + 8, y - 10) for x, y in blade], (30, 24, 30), 0.5, 6)
    start, end = scene.at(-280, 22, -60), scene.at(-20, 22, 60)
    body = scene.fill(blade, linear(start, end, [(p, lit(colour("steel"), t)) for p, t in METAL]))
    if spec.pattern == "damascus":
        _damascus(scene, body)
    edge = _on_board(scene, [(-270, -16), (-20, -26), (-20, -60), (-270, -60)])
    shine(scene, edge, body, strength=0.5, blur=3)
    handle = _on_board(
        scene,
        smooth(
            [
                (-26, 26),
                (60, 30),
                (160, 22),
                (246, 34),
                (262, 0),
                (240, -28),
                (150, -16),
                (60, -26),
                (-26, -24),
            ],
            closed=True,
            steps=5,
        ),
    )
    scene.soft([(x + 8, y - 12) for x, y in handle], (30, 24, 30), 0.5, 6)
    grip = scene.fill(
        handle,
        linear(
            handle[6],
            handle[-6],
            [
                (0, lit(colour(spec.main), 1.14)),
                (0.6, lit(colour(spec.main), 0.9)),
                (1, lit(colour(spec.main), 0.6)),
            ],
        ),
    )
    shine(scene, _on_board(scene, rect(0, 10, 220, 7)), grip, strength=0.35, blur=4)
    for x in (30, 110, 190):
        scene.fill(_on_board(scene, ellipse(x, 2, 8)), lit(colour("brass"), 1.15))


def _board(scene: Scene, wide: float, deep: float, wood: str) -> None:
    cast_block(scene, (wide, 24, deep))
    top = slab(
        scene,
        [(x, 0, z) for x, z in rect(-wide / 2, -deep / 2, wide, deep, 40)],
        (0, 20, 0),
        of(wood),
    )
    for i in range(9):
        z = -deep / 2 + deep * (i + 0.5) / 9
        line = [
            scene.at(x, 20, z + 6 * ((i * 7 + k) % 3))
            for k, x in enumerate(range(-int(wide / 2), int(wide / 2) + 1, 80))
        ]
        curve = smooth(line, steps=4)
        scene.fill(
            [*curve, *[(x, y - 2.6) for x, y in reversed(curve)]],
            lit(colour(wood), 0.86),
            within=top,
        )


def _on_board(scene: Scene, points: list[Point]) -> list[Point]:
    return [scene.at(x, 22, -y * 1.5) for x, y in moved(points, 10, 0, scale=1.05, turn=10)]


def _damascus(scene: Scene, body: Mask | None) -> None:
    for i in range(11):
        line = smooth(
            [(-290 + k * 40, -44 + i * 9 + (6 if (k + i // 2) % 2 else -6)) for k in range(8)]
        )
        seen = _on_board(scene, line)
        scene.fill(
            [*seen, *[(x, y - 2.4) for x, y in reversed(seen)]],
            lit(colour("steel"), 0.66),
            alpha=0.6,
            within=body,
        )
