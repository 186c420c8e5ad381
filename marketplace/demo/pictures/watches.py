"""Watches for the wrist and the pocket."""

from math import cos, pi, sin

from .gems import chain, plinth
from .geometry import Point, ellipse, rect, smooth
from .light import dusk, shine
from .materials import METAL, of
from .paint import linear, radial
from .palette import colour, lit
from .scene import Scene
from .solids import tube
from .spec import PictureSpec


def watch(scene: Scene, spec: PictureSpec) -> None:
    """A wrist watch on a stone stand, its dial towards us."""
    plinth(scene, 300, 90)
    centre = (0.0, 320.0)
    _strap(scene, spec, centre)
    for a in (45, 135, 225, 315):
        x, y = 118 * cos(a * pi / 180), 118 * sin(a * pi / 180)
        tube(
            scene,
            [(x * 0.7, centre[1] + y * 0.75), (x * 0.7, centre[1] + y * 1.3)],
            24,
            of(spec.main),
        )
    tube(scene, [(128, 320), (158, 320)], 26, of(spec.main))
    dial(scene, spec, centre, 136)


def pocket_watch(scene: Scene, spec: PictureSpec) -> None:
    """A pocket watch lying on linen with its chain."""
    scene.soft(ellipse(30, 150, 200, 180), (40, 30, 40), 0.4, 22)
    links = smooth(
        [(0, 420), (60, 500), (190, 480), (240, 330), (290, 180), (220, 40), (90, -30)], steps=10
    )
    chain(scene, links, 13, spec.main)
    ring = ellipse(0, 416, 40, 46)
    tube(scene, [*ring, ring[0]], 11, of(spec.main))
    tube(scene, [(0, 350), (0, 384)], 34, of(spec.main))
    dial(scene, spec, (0, 190), 176)


def dial(scene: Scene, spec: PictureSpec, centre: Point, radius: float) -> None:
    """A watch face: case, dial, marks and hands at ten past ten."""
    x, y = centre
    metal = of(spec.main)
    stops = [(place, lit(metal.colour, tone)) for place, tone in METAL]
    scene.fill(
        ellipse(x, y, radius), linear((x - radius, y + radius), (x + radius, y - radius), stops)
    )
    scene.fill(ellipse(x, y, radius * 0.88), lit(metal.colour, 0.56))
    face_tint = colour(spec.second)
    face = scene.fill(
        ellipse(x, y, radius * 0.85),
        radial(
            (x - radius * 0.2, y + radius * 0.2),
            radius * 1.3,
            [(0, lit(face_tint, 1.08)), (0.7, face_tint), (1, lit(face_tint, 0.7))],
        ),
    )
    dark = sum(face_tint) > 380
    mark = (40, 38, 44) if dark else (240, 232, 214)
    for i in range(60):
        inner = 0.66 if i % 5 == 0 else 0.75
        a = i * pi / 30
        scene.stroke(
            [
                (x + radius * inner * cos(a), y + radius * inner * sin(a)),
                (x + radius * 0.79 * cos(a), y + radius * 0.79 * sin(a)),
            ],
            radius * (0.035 if i % 5 == 0 else 0.012),
            mark,
            round_ends=False,
        )
    small = ellipse(x, y - radius * 0.38, radius * 0.2)
    scene.stroke([*small, small[0]], radius * 0.015, mark)
    for angle, reach, width in ((150, 0.44, 0.07), (35, 0.66, 0.05), (262, 0.7, 0.02)):
        a = angle * pi / 180
        tip = (x + radius * reach * cos(a), y + radius * reach * sin(a))
        tail = (x - radius * 0.12 * cos(a), y - radius * 0.12 * sin(a))
        scene.stroke([tail, tip], radius * width, mark if width > 0.02 else colour("red"))
    scene.fill(ellipse(x, y, radius * 0.05), lit(metal.colour, 1.1))
    shine(
        scene,
        [
            (x - radius * 0.8, y + radius * 0.1),
            (x - radius * 0.1, y + radius * 0.85),
            (x + radius * 0.24, y + radius * 0.8),
            (x - radius * 0.74, y - radius * 0.3),
        ],
        face,
        strength=0.26,
        blur=4,
    )


def _strap(scene: Scene, spec: PictureSpec, centre: Point) -> None:
    tint = colour("cognac" if spec.pattern == "plain" else spec.pattern)
    scene.soft(ellipse(60, 96, 130, 36), (40, 30, 40), 0.4, 14)
    for high in ((430, 560), (110, 212)):
        box = (
            [(-84, high[0]), (84, high[0]), (62, high[1]), (-62, high[1])]
            if high[0] > 300
            else [(-58, high[0]), (58, high[0]), (84, high[1]), (-84, high[1])]
        )
        body = scene.fill(
            box,
            linear(
                (-84, 0),
                (84, 0),
                [(0, lit(tint, 0.8)), (0.3, lit(tint, 1.12)), (1, lit(tint, 0.66))],
            ),
        )
        for side in (-1, 1):
            for i in range(9):
                y = high[0] + 8 + i * (high[1] - high[0] - 16) / 9
                scene.stroke(
                    [
                        (side * 62 * (1 - abs(y - 320) * 0.0009), y),
                        (side * 62 * (1 - abs(y - 320) * 0.0009), y + 7),
                    ],
                    2.6,
                    lit(tint, 1.45),
                )
        if body and high[0] > 300:
            dusk(scene, rect(-90, 530, 180, 40), body, strength=0.4, blur=10)
