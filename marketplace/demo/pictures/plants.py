"""Plants in pots."""

from math import cos, pi, sin

from .cacti import cactus
from .foliage import blade, direction, heart, rosette, split_leaf, stripe
from .geometry import ellipse, moved, smooth
from .glazes import glazed
from .light import cast_round
from .materials import Material, of
from .paint import linear
from .palette import colour, lit, mix
from .pots import SOIL, leafy, pot
from .scene import Scene
from .solids import tube
from .spec import PictureSpec
from .thing import Thing
from .turned import disc, lathe, opening


def monstera(scene: Scene, spec: PictureSpec) -> None:
    """Large split leaves on long stems."""
    rim = pot(scene, spec)
    tips = [
        (-190, 420, 130, 24),
        (170, 470, 120, -30),
        (-60, 590, 140, 8),
        (70, 360, 110, -62),
        (-180, 290, 100, 66),
        (10, 450, 120, -6),
    ]
    for x, y, _, _ in tips:
        tube(
            scene,
            smooth([(x * 0.06, rim), (x * 0.3, rim + (y - rim) * 0.6), (x, y)]),
            8,
            leafy(spec, 0.8),
        )
    for i, (x, y, size, lean) in enumerate(tips):
        split_leaf(scene, (x, y), size, lean, lit(leafy(spec).colour, 0.86 + 0.06 * (i % 4)))


def swords(scene: Scene, spec: PictureSpec) -> None:
    """A snake plant: upright blades with pale edges."""
    rim = pot(scene, spec)
    for i, (x, height, lean) in enumerate(
        (
            (-70, 300, -12),
            (80, 320, 13),
            (-30, 390, -4),
            (40, 420, 6),
            (0, 250, -2),
            (-96, 220, -20),
            (100, 210, 22),
        )
    ):
        blade = smooth(
            [
                (-20, 0),
                (-32, height * 0.4),
                (-20, height * 0.8),
                (0, height),
                (22, height * 0.78),
                (30, height * 0.4),
                (20, 0),
            ]
        )
        edge = moved(blade, x * 0.7, rim - 14, turn=-lean)
        body = scene.fill(edge, mix(colour("sun"), colour("leaf"), 0.3))
        inner = moved(blade, x * 0.7, rim - 14, turn=-lean)
        centre = [
            (px * 0.78 + x * 0.7 * 0.22 + sin(lean * pi / 180) * (py - rim) * 0.22, py - 4)
            for px, py in inner
        ]
        scene.fill(
            centre,
            linear(
                moved([(-26, 0)], x * 0.7, rim)[0],
                moved([(30, 0)], x * 0.7, rim)[0],
                [(0, lit(leafy(spec).colour, 1.02)), (1, lit(leafy(spec).colour, 0.62))],
            ),
            within=body,
        )
        for k in range(7):
            stripe(scene, body, x * 0.7, rim + height * (0.08 + k * 0.13), lean, i)


def trailing(scene: Scene, spec: PictureSpec) -> None:
    """A hanging plant spilling over its pot on a plinth."""
    lathe(scene, [(120, 0), (120, 210)], of("chalk"), curved=False)
    disc(scene, 120, lit(colour("chalk"), 1.08), (0, 210, 0))
    rim = pot(scene, spec, at=210, wide=0.7)
    for i in range(17):
        angle = i * 2 * pi / 17
        reach, drop = 150 + 40 * scene.random.random(), scene.random.uniform(150, 380)
        start = (cos(angle) * 60, rim + sin(angle) * 18)
        line = smooth(
            [
                start,
                (start[0] * 1.9, rim + 40),
                (cos(angle) * reach, rim - drop * 0.4),
                (cos(angle) * (reach + 14), rim - drop),
            ]
        )
        scene.stroke(line, 3, lit(leafy(spec).colour, 0.7))
        for k, (x, y) in enumerate(line[4::2]):
            heart(
                scene,
                (x + (8 if k % 2 else -8), y),
                15 + scene.random.uniform(0, 6),
                lit(leafy(spec).colour, 0.8 + 0.12 * (k % 4)),
            )


def rubber(scene: Scene, spec: PictureSpec) -> None:
    """A rubber plant: glossy ovals up a stem."""
    rim = pot(scene, spec)
    tube(scene, [(0, rim), (10, rim + 200), (-4, rim + 400)], 13, of("walnut"))
    for i in range(13):
        side = 1 if i % 2 else -1
        y = rim + 40 + i * 28
        size = 150 - abs(i - 4) * 7
        blade(
            scene,
            (side * 8, y),
            size,
            side * (78 - i * 5),
            lit(leafy(spec).colour, 0.78 + 0.08 * (i % 4)),
            0.3,
            gloss=True,
        )


def pilea(scene: Scene, spec: PictureSpec) -> None:
    """Coin leaves on thin stems."""
    rim = pot(scene, spec, wide=0.8)
    for _i in range(30):
        angle = scene.random.uniform(0.06, pi - 0.06)
        reach = scene.random.uniform(130, 300)
        tip = (cos(angle) * reach * 0.9, rim + 30 + sin(angle) * reach)
        scene.stroke(
            smooth([(cos(angle) * 20, rim), (tip[0] * 0.6, rim + (tip[1] - rim) * 0.72), tip]),
            4,
            mix(colour("moss"), colour("rose"), 0.3),
        )
        tone = lit(leafy(spec).colour, 0.8 + 0.34 * scene.random.random())
        size = scene.random.uniform(30, 48)
        scene.fill(
            ellipse(*tip, size, size * 0.86),
            linear(
                (tip[0] - size, tip[1] + size),
                (tip[0] + size, tip[1] - size),
                [(0, lit(tone, 1.1)), (1, lit(tone, 0.76))],
            ),
        )
        scene.fill(ellipse(tip[0], tip[1] + 4, 4), mix(tone, (255, 255, 230), 0.6))


def tree(scene: Scene, spec: PictureSpec) -> None:
    """A little olive tree with a clear trunk."""
    rim = pot(scene, spec)
    tube(
        scene, smooth([(0, rim), (-14, rim + 90), (8, rim + 200), (0, rim + 260)]), 16, of("walnut")
    )
    for _ in range(34):
        angle, reach = scene.random.uniform(-0.5, pi + 0.5), scene.random.uniform(60, 190)
        end = (cos(angle) * reach, rim + 300 + sin(angle) * reach * 0.86)
        scene.stroke([(0, rim + 250), end], 3, lit(colour("walnut"), 0.9))
        for k in range(7):
            x, y = end[0] * (0.5 + k * 0.08), rim + 250 + (end[1] - rim - 250) * (0.5 + k * 0.08)
            blade(
                scene,
                (x, y),
                scene.random.uniform(34, 52),
                scene.random.uniform(-150, 150),
                lit(
                    mix(leafy(spec).colour, colour("sage"), 0.5),
                    0.74 + 0.4 * scene.random.random(),
                ),
                0.16,
            )


def succulents(scene: Scene, spec: PictureSpec) -> None:
    """Rosettes in a low bowl."""
    scene.pitch += 10
    cast_round(scene, 210, 120)
    glazed(scene, spec, [(140, 0), (160, 12), (232, 80), (240, 130)])
    opening(scene, 240, 130, Material(colour(spec.main), 0.3), rim=10)
    x, y = scene.at(0, 122)
    scene.fill(ellipse(x, y, 228, 100), SOIL)
    tints = (
        colour("celadon"),
        colour("sage"),
        mix(colour("sage"), colour("plum"), 0.4),
        colour("mint"),
        mix(colour("leaf"), colour("celadon"), 0.5),
    )
    for i, (dx, dy, size) in enumerate(
        ((-120, 40, 84), (110, 54, 90), (0, 62, 70), (-40, -10, 100), (130, -16, 76))
    ):
        rosette(scene, (x + dx, y + dy + 26), size, tints[(i + spec.seed) % 5])


def fern(scene: Scene, spec: PictureSpec) -> None:
    """Arching fronds with many leaflets."""
    rim = pot(scene, spec)
    for i in range(15):
        angle = pi * (0.04 + 0.92 * ((i * 7) % 15) / 14)
        reach = 250 + 60 * scene.random.random()
        tip = (cos(angle) * reach, rim + 60 + sin(angle) * reach * 0.9 - abs(cos(angle)) * 60)
        line = smooth([(0, rim), (tip[0] * 0.45, rim + (tip[1] - rim) * 0.85 + 40), tip], steps=14)
        tint = lit(leafy(spec).colour, 0.8 + 0.1 * (i % 4))
        for k in range(3, len(line) - 1):
            heading = direction(line[k], line[k + 1])
            for side in (-1, 1):
                blade(
                    scene,
                    line[k],
                    52 * (1 - (k / len(line)) ** 2) + 10,
                    heading + side * 66,
                    lit(tint, 1.06 if side > 0 else 0.88),
                    0.2,
                )
        scene.stroke(line, 3, lit(tint, 0.7))


SHAPES = {
    "monstera": Thing(monstera, (-40, 450), lift=-20),
    "swords": Thing(swords, (0, 330)),
    "cactus": Thing(cactus, (0, 380)),
    "trailing": Thing(trailing, (-60, 330)),
    "rubber": Thing(rubber, (-40, 350), lift=-20),
    "pilea": Thing(pilea, (-60, 300)),
    "tree": Thing(tree, (-50, 480), lift=-20),
    "succulents": Thing(succulents, (-60, 170)),
    "fern": Thing(fern, (-90, 330)),
}
