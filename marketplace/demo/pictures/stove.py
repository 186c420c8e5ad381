"""What stands on the stove."""

from itertools import pairwise
from math import cos, pi, sin

from .geometry import ellipse, smooth
from .light import cast_round, shine
from .materials import Material, of
from .paint import linear
from .palette import colour, lit
from .scene import Scene
from .solids import ball, tube
from .spec import PictureSpec
from .turned import lathe, opening


def pan(scene: Scene, spec: PictureSpec) -> None:
    """A frying pan with a long handle."""
    scene.pitch += 20
    cast_round(scene, 220, 70)
    lathe(scene, [(180, 0), (196, 6), (250, 74)], of(spec.main))
    opening(scene, 250, 74, of(spec.main).tinted(1.1), rim=8, depth=0.72)
    x, y = scene.at(0, 30)
    floor = scene.fill(
        ellipse(x, y, 190, 104),
        linear(
            (x - 190, y + 90),
            (x + 190, y - 90),
            [
                (0, lit(colour(spec.main), 0.72)),
                (0.5, lit(colour(spec.main), 1.12)),
                (1, lit(colour(spec.main), 0.8)),
            ],
        ),
    )
    for radius in (150, 112, 74, 36):
        ring = ellipse(x, y, radius, radius * 0.55)
        scene.stroke([*ring, ring[0]], 1.5, lit(colour(spec.main), 0.84))
    shine(scene, ellipse(x - 80, y + 44, 60, 16), floor, strength=0.4, blur=14)
    side = 1 if scene.yaw < 0 else -1
    a, b = scene.at(side * -236, 70, 40), scene.at(side * -470, 120, 110)
    tube(scene, [a, b], 34, of(spec.second, 0.4))
    scene.fill(ellipse(b[0], b[1], 7, 9), lit(colour("espresso"), 0.7))


def casserole(scene: Scene, spec: PictureSpec) -> None:
    """An enamelled pot with its lid."""
    enamel = Material(colour(spec.main), 0.55)
    cast_round(scene, 210, 260)
    for side in (-1, 1):
        x = side * 226
        tube(
            scene,
            smooth([(x * 0.92, 190), (x * 1.22, 200), (x * 1.22, 150), (x * 0.92, 150)]),
            24,
            enamel,
        )
    lathe(scene, [(186, 0), (208, 14), (222, 110), (224, 220)], enamel)
    lathe(scene, [(226, 214), (230, 222), (230, 232)], Material(colour("cream"), 0.3), curved=False)
    lathe(scene, [(230, 232), (226, 246), (190, 282), (110, 308), (30, 318)], enamel)
    lathe(scene, [(18, 314), (14, 334), (40, 346), (42, 362), (20, 372), (4, 374)], of(spec.second))


def moka(scene: Scene, spec: PictureSpec) -> None:
    """A faceted stove-top coffee maker."""
    cast_round(scene, 130, 440)
    metal = of(spec.main)
    tube(
        scene,
        smooth([(110, 436), (214, 430), (222, 350), (188, 240)]),
        34,
        Material(colour(spec.second), 0.3),
    )
    _facets(scene, [(136, 0), (136, 20), (104, 190)], metal)
    lathe(scene, [(110, 186), (110, 216)], metal.tinted(0.86), curved=False)
    _facets(scene, [(100, 212), (136, 436)], metal)
    scene.fill([(-128, 440), (-190, 452), (-120, 380)], lit(metal.colour, 1.05))
    lathe(scene, [(138, 434), (130, 452), (40, 486), (16, 490)], metal)
    lathe(scene, [(12, 486), (24, 506), (22, 530), (4, 536)], Material(colour(spec.second), 0.3))


def kettle(scene: Scene, spec: PictureSpec) -> None:
    """A stove kettle with a wooden grip."""
    cast_round(scene, 180, 330)
    body = Material(colour(spec.main), 0.9 if spec.main in ("copper", "steel", "silver") else 0.5)
    tube(scene, smooth([(-150, 150), (-220, 200), (-250, 290), (-306, 306)]), 36, body)
    lathe(scene, [(176, 0), (196, 16), (200, 80), (176, 190), (110, 262), (84, 272)], body)
    lathe(scene, [(90, 270), (84, 284), (30, 300)], body)
    ball(scene, scene.at(0, 318), 22, of(spec.second, 0.3))
    arc = smooth([(-140, 222), (-160, 350), (-90, 440), (90, 440), (160, 350), (140, 222)])
    tube(scene, arc, 14, body)
    tube(scene, arc[14:-14], 32, of(spec.second, 0.3))


def _facets(scene: Scene, profile: list[tuple[float, float]], metal: Material) -> None:
    for (r0, h0), (r1, h1) in pairwise(profile):
        for i in range(8):
            a, b = (i * pi / 4 + 0.2, (i + 1) * pi / 4 + 0.2)
            if sin(a) + sin(b) < -0.3:
                continue
            corners = [
                (r0 * cos(a), h0, r0 * sin(a)),
                (r0 * cos(b), h0, r0 * sin(b)),
                (r1 * cos(b), h1, r1 * sin(b)),
                (r1 * cos(a), h1, r1 * sin(a)),
            ]
            turned, scene.yaw = scene.yaw, 0.0
            seen = [scene.at(*c) for c in corners]
            scene.yaw = turned
            tone = 0.95 - 0.4 * cos((a + b) / 2) + (0.24 if i % 2 else -0.04)
            scene.fill(
                seen,
                linear(
                    seen[3],
                    seen[0],
                    [(0, lit(metal.colour, tone)), (1, lit(metal.colour, tone - 0.18))],
                ),
            )
    x, y = scene.at(0, profile[0][1])
    scene.fill(ellipse(x, y, 4, 2), lit(metal.colour, 0.7))
