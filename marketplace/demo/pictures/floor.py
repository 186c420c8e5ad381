"""The floor of a hall, where parcels are opened."""

from .geometry import ellipse, rect
from .palette import Colour, lit
from .scene import Scene

PLANK: Colour = (158, 122, 88)
TILE: Colour = (176, 172, 164)
CARDBOARD: Colour = (178, 138, 96)


def paint_floor(scene: Scene) -> None:
    """Planks or tiles, an opened parcel at the edge, and the hot spot of a flash."""
    if scene.random.random() < 0.6:
        _planks(scene)
    else:
        _tiles(scene)
    _parcel(scene)
    scene.soft(ellipse(-30, 330, 240, 220), (255, 250, 236), 0.42, 120)


def _planks(scene: Scene) -> None:
    for row in range(10):
        x = -520 - scene.random.uniform(0, 300)
        while x < 520:
            wide, tone = scene.random.uniform(380, 640), scene.random.uniform(0.8, 1.02)
            scene.fill(rect(x, -240 + row * 104, wide, 104), lit(PLANK, tone))
            for _ in range(7):
                y = -240 + row * 104 + scene.random.uniform(8, 96)
                scene.fill(
                    rect(x + scene.random.uniform(0, 200), y, 190, 2), lit(PLANK, tone * 0.86)
                )
            scene.fill(rect(x, -240 + row * 104, 3, 104), lit(PLANK, 0.5))
            x += wide
        scene.fill(rect(-520, -240 + row * 104, 1040, 3), lit(PLANK, 0.52))


def _tiles(scene: Scene) -> None:
    scene.fill(rect(-520, -260, 1040, 1060), lit(TILE, 0.7))
    for row in range(7):
        for column in range(7):
            tone = scene.random.uniform(0.92, 1.04)
            scene.fill(rect(-560 + column * 168, -270 + row * 168, 161, 161, 4), lit(TILE, tone))


def _parcel(scene: Scene) -> None:
    flap = [(-520, 560), (-180, 640), (-150, 800), (-520, 800)]
    scene.soft([(x + 16, y - 18) for x, y in flap], (20, 16, 14), 0.5, 14)
    scene.fill(flap, lit(CARDBOARD, 0.96))
    scene.fill([(-520, 560), (-180, 640), (-184, 652), (-520, 576)], lit(CARDBOARD, 0.7))
    scene.fill([(-420, 584), (-370, 596), (-340, 800), (-400, 800)], lit(CARDBOARD, 1.2), alpha=0.7)
