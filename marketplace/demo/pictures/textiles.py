"""Textiles: hung, plumped, rolled out, wound."""

from math import cos, pi, sin

from .folded import blanket, towels
from .geometry import Point, ellipse, rect, smooth
from .light import cast, cast_block, cast_round, dusk, shine
from .materials import Material, of
from .paint import texture
from .palette import WHITE, Colour, colour, lit, mix
from .patterns import cloth
from .scene import Mask, Scene
from .solids import ball, slab, tube
from .spec import PictureSpec
from .thing import Thing


def cushion(scene: Scene, spec: PictureSpec) -> None:
    """A plump square cushion, leaning back."""
    outline = _pillow(0, 236, 250)
    cast(scene, ellipse(0, 14, 220, 44), 300)
    body = scene.fill(
        outline,
        texture(cloth(spec.pattern, spec.main, spec.second), (-262, -20), (262, -20), (-262, 490)),
    )
    scene.soft(
        [(x * 0.72 - 66, 236 + (y - 236) * 0.72 + 60) for x, y in outline],
        WHITE,
        0.2,
        60,
        within=body,
    )
    edge = ellipse(210, 10, 330, 130)
    dusk(scene, edge, body, strength=0.34, blur=60)
    dusk(scene, ellipse(290, 240, 90, 300), body, strength=0.3, blur=50)
    for x, y, lean in ((-190, 420, -45), (190, 420, 45), (-190, 60, 45), (190, 60, -45)):
        _crease(scene, body, x, y, lean)
    scene.stroke([*outline, outline[0]], 5, lit(colour(spec.second), 0.82))


def rug(scene: Scene, spec: PictureSpec) -> None:
    """A woven rug, laid out on the floor."""
    scene.pitch += 22
    w, d = 640, 400
    cast_block(scene, (w, 14, d))
    ground = [scene.at(x, 6, z) for x, z in ((-w / 2, d / 2), (w / 2, d / 2), (-w / 2, -d / 2))]
    for i in range(40):
        z = -d / 2 + d * (i + 0.5) / 40
        for side in (-1, 1):
            a, b = (
                scene.at(side * w / 2, 4, z),
                scene.at(side * (w / 2 + 34), 0, z + scene.random.uniform(-5, 5)),
            )
            scene.stroke([a, b], 3.4, lit(colour("cream"), 0.93))
    slab(
        scene,
        [(x * w / 2, 0, z * d / 2) for x, z in ((-1, 1), (1, 1), (1, -1), (-1, -1))],
        (0, 8, 0),
        of(spec.main),
        front=texture(cloth(spec.pattern, spec.main, spec.second), *ground),
    )


def hanging(scene: Scene, spec: PictureSpec) -> None:
    """A throw or scarf over a wooden rail."""
    width = 190 if spec.seed % 2 else 290
    y_top, y_low = 560, 110
    waves = [(x, y_low + 10 * sin(x / 46)) for x in range(-width, width + 1, 12)]
    outline = [
        (-width, y_top),
        *waves,
        (width, y_top),
        (width - 4, y_top + 16),
        (-width + 4, y_top + 16),
    ]
    scene.soft([(x + 34, y - 16) for x, y in outline], (40, 32, 44), 0.3, 18)
    for x, y in waves[::1]:
        scene.stroke(
            [(x, y + 3), (x + scene.random.uniform(-3, 3), y - 44)],
            3.6,
            lit(colour(spec.second), 0.9),
        )
    body = scene.fill(
        outline,
        texture(
            cloth(spec.pattern, spec.main, spec.second),
            (-width, y_low - 20),
            (width, y_low - 20),
            (-width, y_top + 20),
        ),
    )
    for i in range(-3, 4):
        fold = i * width / 3.2
        dusk(
            scene,
            [(fold, y_low - 10), (fold + 26, y_low - 10), (fold + 14, y_top), (fold + 4, y_top)],
            body,
            strength=0.4,
            blur=11,
        )
        shine(
            scene,
            [
                (fold - 34, y_low - 10),
                (fold - 20, y_low - 10),
                (fold - 12, y_top),
                (fold - 20, y_top),
            ],
            body,
            strength=0.16,
            blur=10,
        )
    tube(scene, [(-width - 90, y_top + 14), (width + 90, y_top + 14)], 22, of("oak", 0.2))
    over = scene.fill(
        rect(-width + 2, y_top - 4, width * 2 - 4, 34, 12),
        texture(
            cloth(spec.pattern, spec.main, spec.second),
            (-width, y_top - 440),
            (width, y_top - 440),
            (-width, y_top + 30),
        ),
    )
    shine(scene, rect(-width, y_top + 12, width * 2, 10), over, strength=0.35)
    dusk(scene, rect(-width, y_top - 8, width * 2, 8), over, strength=0.3, blur=5)


def yarn(scene: Scene, spec: PictureSpec) -> None:
    """Three balls of hand-dyed wool."""
    tints = (
        colour(spec.main),
        colour(spec.second),
        mix(colour(spec.main), colour(spec.second), 0.5),
    )
    for (x, z, r), tint in zip(
        ((-40, -150, 150), (170, 20, 120), (-140, 90, 128)), tints, strict=True
    ):
        cast_round(scene, r * 0.62, r * 1.2, (x, 0, z))
        px, py = scene.at(x, r * 0.96, z)
        _wound(scene, (px, py), r, tint)
    end = scene.at(-60, 0, 190)
    scene.stroke(
        smooth(
            [
                end,
                (end[0] + 120, end[1] - 36),
                (end[0] + 230, end[1] + 4),
                (end[0] + 330, end[1] - 40),
            ]
        ),
        6,
        lit(tints[2], 0.95),
    )


def _pillow(x: float, y: float, half: float) -> list[Point]:
    points = []
    for i in range(120):
        a = i * pi / 60
        c, s = cos(a), sin(a)
        reach = half / max(abs(c), abs(s)) ** 0.8 * (1 - 0.035 * cos(4 * a)) * 0.96
        points.append((x + c * reach, y + s * reach))
    return points


def _crease(scene: Scene, body: Mask | None, x: float, y: float, lean: float) -> None:
    inwards = (-x * 0.36, (236 - y) * 0.36)
    line = [
        (x * 1.16, 236 + (y - 236) * 1.16),
        (x + inwards[0] * 0.5 + 10, y + inwards[1] * 0.5),
        (x + inwards[0], y + inwards[1]),
    ]
    scene.soft([*line, (line[1][0] - 26, line[1][1] - 4)], (30, 24, 34), 0.26, 8, within=body)


def _wound(scene: Scene, centre: Point, radius: float, tint: Colour) -> None:
    body = ball(scene, centre, radius, Material(tint))
    for turn in (20, 100, 155):
        for i in range(-4, 5):
            raw = ellipse(0, 0, radius * 0.98, radius * 0.1 * abs(i) + 3, 0, 180 if i > 0 else -180)
            c, s = cos(turn * pi / 180), sin(turn * pi / 180)
            bent = [
                (centre[0] + x * c - y * s * 1.7, centre[1] + x * s + y * c * 1.7) for x, y in raw
            ]
            scene.fill(
                [*bent, *[(x + 1.5, y + 3.5) for x, y in reversed(bent)]],
                lit(tint, 0.6),
                alpha=0.5,
                within=body,
            )
    dusk(
        scene,
        ellipse(centre[0] + radius * 0.6, centre[1] - radius * 0.6, radius * 0.6),
        body,
        strength=0.3,
        blur=24,
    )


SHAPES = {
    "blanket": Thing(blanket, (-80, 130)),
    "towels": Thing(towels, (-60, 170)),
    "cushion": Thing(cushion, (-120, 330)),
    "rug": Thing(rug, (-100, 40), lift=70),
    "hanging": Thing(hanging, (-60, 470)),
    "yarn": Thing(yarn, (-60, 160)),
}
