"""Furniture that is not for sitting: tables, cabinets, shelves, mirrors."""

from .geometry import Face, ellipse, rect, smooth
from .light import cast_block, cast_round, dusk, shine
from .materials import Material, of
from .ornaments import on_top, shelf_things
from .paint import linear
from .palette import Colour, colour, lit
from .scene import Scene
from .seats import armchair, bench, chair, rail, stool
from .solids import block, slab, tube
from .spec import PictureSpec
from .thing import Thing
from .turned import disc, lathe


def side_table(scene: Scene, spec: PictureSpec) -> None:
    """A round table with a vase of one branch on it."""
    cast_round(scene, 190, 300, strength=0.26)
    if spec.seed % 2:
        lathe(scene, [(120, 0), (120, 16), (40, 40), (30, 200), (60, 300)], of(spec.second, 0.3))
    else:
        for x, z in ((0, -150), (-150, 80), (150, 90)):
            rail(scene, of(spec.second, 0.3), [(x, 0, z), (x * 0.66, 310, z * 0.66)], 18)
    lathe(scene, [(214, 308), (220, 316), (220, 334)], of(spec.main, 0.3), curved=False)
    disc(
        scene,
        220,
        linear(
            scene.at(-220, 400),
            scene.at(220, 270),
            [(0, lit(colour(spec.main), 1.16)), (1, lit(colour(spec.main), 0.92))],
        ),
        (0, 334, 0),
    )
    at = (50, 334, 0)
    tube(
        scene, smooth([scene.at(50, 440), scene.at(30, 530), scene.at(-20, 600)]), 5, of("espresso")
    )
    for x, y in ((38, 500), (22, 540), (40, 552), (-4, 574), (-14, 606), (12, 588)):
        scene.fill(ellipse(*scene.at(x, y), 15, 11), lit(colour("rose"), 0.9 + (y % 3) * 0.08))
    lathe(
        scene,
        [(30, 340), (46, 370), (44, 410), (18, 440), (20, 456)],
        Material(colour("chalk"), 0.5),
        at=(at[0], 0, 0),
    )


def sideboard(scene: Scene, spec: PictureSpec) -> None:
    """A low cabinet with sliding doors and drawers."""
    size = (600, 200, 190)
    cast_block(scene, (600, 260, 190))
    for x, z in ((-260, -70), (260, -70), (-260, 76), (260, 76)):
        rail(scene, of("espresso", 0.2), [(x * 1.04, 0, z), (x, 110, z * 0.9)], 16)
    faces = block(scene, size, of(spec.main), (0, 104, 0))
    front = faces["front"]
    scene.fill(front.put(rect(12, 12, 576, 176)), lit(colour(spec.main), 0.5))
    for i, (x, wide) in enumerate(((14, 186), (203, 186), (392, 194))):
        _panel_front(scene, front, x, wide, spec, drawers=i == 2)
    _wood_lines(scene, faces["top"], colour(spec.main))
    on_top(scene, spec)


def shelf(scene: Scene, spec: PictureSpec) -> None:
    """An open shelf with a few things on it."""
    wood, frame = of(spec.main), of(spec.second, 0.4)
    scene.yaw *= 0.75
    cast_block(scene, (360, 480, 140), strength=0.26)
    for x in (-180, 180):
        rail(scene, frame, [(x, 0, -70), (x, 580, -70)], 13)
    for i, y in enumerate((60, 230, 400, 560)):
        block(scene, (380, 16, 160), wood, (0, y, 0))
        shelf_things(scene, spec, i, y + 16)
    for x in (-180, 180):
        rail(scene, frame, [(x, 0, 76), (x, 580, 76)], 13)


def mirror(scene: Scene, spec: PictureSpec) -> None:
    """A standing mirror that shows the light of the room."""
    scene.yaw *= 0.5
    cast_block(scene, (280, 330, 20))
    raw = (
        [*rect(-150, 0, 300, 560, 20)]
        if spec.seed % 2
        else [*ellipse(0, 416, 150, 150, 0, 180), (-150, 0), (150, 0)]
    )
    slab(scene, [(x, y, -12) for x, y in raw], (0, 0, 24), of(spec.main, 0.4))
    inner = [(x * 0.89, 18 + y * 0.937, 13) for x, y in raw]
    seen = [scene.at(*p) for p in inner]
    pane = scene.fill(
        seen,
        linear(
            scene.at(-150, 560),
            scene.at(150, 0),
            [
                (0, (222, 232, 234)),
                (0.5, (188, 202, 206)),
                (0.55, (204, 214, 216)),
                (1, (158, 172, 176)),
            ],
        ),
    )
    for x in (-90, 0):
        shine(
            scene,
            [
                scene.at(x, 0, 13),
                scene.at(x + 40, 0, 13),
                scene.at(x + 190, 560, 13),
                scene.at(x + 150, 560, 13),
            ],
            pane,
            strength=0.4,
            blur=4,
        )
    dusk(
        scene,
        [
            scene.at(-150, 0, 13),
            scene.at(150, 0, 13),
            scene.at(150, 150, 13),
            scene.at(-150, 120, 13),
        ],
        pane,
        strength=0.26,
        blur=26,
    )


def _panel_front(
    scene: Scene, front: Face, x: float, wide: float, spec: PictureSpec, *, drawers: bool
) -> None:
    tint = colour(spec.second if not drawers else spec.main)
    boxes = [(16 + i * 58, 54) for i in range(3)] if drawers else [(16, 168)]
    for y, tall in boxes:
        outline = front.put(rect(x, y, wide, tall))
        scene.fill(
            outline, linear(outline[3], outline[1], [(0, lit(tint, 0.98)), (1, lit(tint, 0.8))])
        )
        knob = (x + wide / 2, y + tall / 2) if drawers else (x + wide - 22, y + tall / 2)
        scene.fill(front.put(ellipse(knob[0] + 2, knob[1] - 3, 9)), lit(tint, 0.5))
        scene.fill(front.put(ellipse(*knob, 8)), lit(colour("brass"), 1.1))
    if not drawers and spec.pattern == "slats":
        for i in range(1, 14):
            scene.fill(front.put(rect(x + i * wide / 14, 16, 4, 168)), lit(tint, 0.62))


def _wood_lines(scene: Scene, top: Face, tint: Colour) -> None:
    for i in range(5):
        y = top.height * (0.14 + i * 0.18)
        line = top.put(
            smooth(
                [
                    (10, y),
                    (top.width * 0.3, y + 6),
                    (top.width * 0.62, y - 5),
                    (top.width - 10, y + 3),
                ]
            )
        )
        scene.stroke(line, 1.4, lit(tint, 0.88))


SHAPES = {
    "chair": Thing(chair, (-20, 330), lift=-20),
    "stool": Thing(stool, (-20, 340)),
    "table": Thing(side_table, (20, 360), lift=-20),
    "armchair": Thing(armchair, (-60, 280)),
    "sideboard": Thing(sideboard, (-60, 220)),
    "shelf": Thing(shelf, (20, 400), lift=-30),
    "bench": Thing(bench, (-150, 210)),
    "mirror": Thing(mirror, (-20, 420), lift=-20),
}
