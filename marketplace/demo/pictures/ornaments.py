"""What stands on sideboards and shelves."""

from .materials import Material, of
from .palette import WHITE, colour, mix
from .scene import Scene
from .solids import block
from .spec import PictureSpec
from .turned import lathe


def on_top(scene: Scene, spec: PictureSpec) -> None:
    """Two vases and a lamp."""
    for x, tint, profile in (
        (-190, "terracotta", [(34, 304), (52, 344), (44, 392), (20, 420), (24, 440)]),
        (-112, "ivory", [(26, 304), (36, 324), (34, 350), (30, 366)]),
    ):
        lathe(scene, profile, Material(colour(tint), 0.4), (x, 0, 0))
    lathe(
        scene, [(46, 304), (46, 312), (10, 322), (8, 390)], of("brass"), (180, 0, 0), curved=False
    )
    lathe(
        scene,
        [(74, 384), (40, 456)],
        Material(mix(colour("cream"), WHITE, 0.3)),
        (180, 0, 0),
        curved=False,
    )


def shelf_things(scene: Scene, spec: PictureSpec, level: int, y: float) -> None:
    """Books or a vase on one board."""
    tints = ("coral", "ink", "mustard", "sage", "cream", "teal")
    if level in (0, 2):
        for i in range(6):
            x = 130 - i * 30 if scene.yaw > 0 else -20 + i * 30
            block(
                scene,
                (26, 96 + (i * 23 + level * 7) % 34, 110),
                of(tints[(i + level + spec.seed) % 6]),
                (x, y, 0),
            )
    if level in (1, 3):
        lathe(
            scene,
            [(34, y), (56, y + 44), (40, y + 88), (18, y + 104), (24, y + 118)],
            Material(colour(tints[(level + spec.seed) % 6]), 0.5),
            (-80 if level == 1 else 90, 0, 0),
        )
        block(scene, (90, 24, 100), of(tints[(level + 2) % 6]), (80 if level == 1 else -80, y, 0))
        block(
            scene, (76, 18, 90), of(tints[(level + 4) % 6]), (80 if level == 1 else -80, y + 24, 0)
        )
