"""Ceramics: thrown bodies and their handles."""

from .geometry import smooth
from .glazes import glazed, inside
from .light import cast_round
from .materials import Material
from .palette import colour, lit
from .scene import Scene
from .solids import tube
from .spec import PictureSpec
from .thing import Thing
from .turned import Profile, lathe, opening


def bowl(scene: Scene, spec: PictureSpec) -> None:
    """A wide bowl, seen from a little above."""
    scene.pitch += 9
    cast_round(scene, 110, 300)
    glazed(scene, spec, [(92, 0), (96, 18), (150, 60), (216, 150), (248, 250)])
    opening(scene, 248, 250, inside(spec), rim=9, depth=0.82)


def tea_bowl(scene: Scene, spec: PictureSpec) -> None:
    """A tall tea bowl that fits two hands."""
    scene.pitch += 6
    cast_round(scene, 120, 320)
    glazed(scene, spec, [(78, 0), (82, 22), (140, 50), (182, 130), (190, 240), (196, 310)])
    opening(scene, 196, 310, inside(spec), rim=9)


def vase(scene: Scene, spec: PictureSpec) -> None:
    """A vase in one of four silhouettes."""
    shapes: list[Profile] = [
        [(96, 0), (150, 90), (182, 210), (150, 340), (64, 440), (46, 500), (66, 540)],
        [(110, 0), (120, 120), (122, 320), (112, 430), (70, 480), (72, 520)],
        [(70, 0), (96, 120), (150, 300), (186, 420), (170, 490), (100, 520), (84, 540)],
        [(130, 0), (196, 80), (210, 170), (150, 260), (58, 310), (40, 440), (62, 520)],
    ]
    profile = shapes[spec.seed % 4]
    cast_round(scene, profile[0][0], 520)
    glazed(scene, spec, profile)
    opening(scene, profile[-1][0], profile[-1][1], inside(spec), rim=8, depth=0.5)


def mugs(scene: Scene, spec: PictureSpec) -> None:
    """Two mugs, one behind the other."""
    for at, turned in (((90, 0, -150), 1), ((-70, 0, 60), -1)):
        cast_round(scene, 118, 220, at)
        x, y = scene.at(*at)
        tube(
            scene,
            smooth(
                [
                    (x + turned * 104, y + 206),
                    (x + turned * 196, y + 196),
                    (x + turned * 190, y + 90),
                    (x + turned * 104, y + 60),
                ]
            ),
            26,
            Material(colour(spec.main), 0.4),
        )
        glazed(scene, spec, [(104, 0), (122, 14), (124, 120), (118, 256)], at)
        opening(scene, 118, 256, inside(spec), at, rim=9)


def plates(scene: Scene, spec: PictureSpec) -> None:
    """A stack of plates with a small bowl on top."""
    scene.pitch += 6
    cast_round(scene, 220, 160)
    for i in range(4):
        tint = spec.main if i % 2 == 0 or spec.pattern == "plain" else spec.second
        lathe(
            scene,
            [(150, i * 30), (170, i * 30 + 6), (256 - i * 3, i * 30 + 30)],
            Material(colour(tint), 0.5),
        )
        opening(scene, 256 - i * 3, i * 30 + 30, Material(colour(tint), 0.5), rim=8, depth=0.94)
    glazed(scene, spec, [(60, 128), (66, 136), (120, 180), (140, 244)])
    opening(scene, 140, 244, inside(spec), rim=7)


def teapot(scene: Scene, spec: PictureSpec) -> None:
    """A round pot with a spout and an overhead handle."""
    cast_round(scene, 150, 320)
    clay = Material(colour(spec.main), 0.4)
    tube(scene, smooth([(-150, 120), (-214, 160), (-256, 250), (-290, 286)]), 46, clay)
    glazed(scene, spec, [(110, 0), (160, 36), (206, 130), (186, 230), (110, 290), (84, 300)])
    lathe(scene, [(92, 300), (86, 320), (40, 338), (18, 346)], clay)
    lathe(scene, [(14, 344), (26, 366), (22, 386), (4, 394)], clay)
    handle = "brass" if spec.seed % 2 else "tan"
    tube(
        scene,
        smooth([(-134, 262), (-150, 400), (0, 500), (150, 400), (134, 262)]),
        17,
        Material(colour(handle), 0.5),
    )


def pitcher(scene: Scene, spec: PictureSpec) -> None:
    """A jug with a generous handle."""
    cast_round(scene, 120, 420)
    clay = Material(colour(spec.main), 0.4)
    tube(scene, smooth([(90, 390), (210, 400), (232, 270), (130, 130)]), 30, clay)
    glazed(scene, spec, [(110, 0), (150, 60), (166, 160), (124, 290), (96, 370), (116, 450)])
    scene.fill(
        smooth([(-80, 470), (-152, 476), (-104, 400)], closed=True), lit(colour(spec.main), 1.02)
    )
    opening(scene, 116, 450, inside(spec), rim=8)


def bottle_set(scene: Scene, spec: PictureSpec) -> None:
    """Three bottles of different heights."""
    other = PictureSpec(
        spec.family, spec.shape, spec.second, spec.main, spec.backdrop, spec.pattern
    )
    for at, size, which in (
        ((-40, 0, -120), 1.0, spec),
        ((150, 0, 0), 0.66, other),
        ((-120, 0, 110), 0.56, spec),
    ):
        profile = [
            (r * (0.55 + size * 0.3), h * size)
            for r, h in [(90, 0), (112, 60), (112, 260), (60, 350), (30, 400), (28, 500), (40, 530)]
        ]
        cast_round(scene, profile[0][0], 500 * size, at)
        glazed(scene, which, profile, at)
        opening(scene, profile[-1][0], profile[-1][1], inside(which), at, rim=6, depth=0.4)


SHAPES = {
    "bowl": Thing(bowl, (-120, 240)),
    "tea_bowl": Thing(tea_bowl, (-90, 240)),
    "vase": Thing(vase, (-40, 380)),
    "mugs": Thing(mugs, (-120, 180)),
    "plates": Thing(plates, (-120, 160)),
    "teapot": Thing(teapot, (-90, 250)),
    "pitcher": Thing(pitcher, (-20, 400)),
    "bottles": Thing(bottle_set, (0, 300)),
}
