"""The kitchen: mills, boards and stone."""

from .geometry import ellipse, rect, smooth
from .glazes import speckles
from .knives import knife
from .light import cast_block, cast_round
from .materials import Material, of
from .palette import colour, lit
from .scene import Scene
from .solids import ball, slab, tube
from .spec import PictureSpec
from .stove import casserole, kettle, moka, pan
from .thing import Thing
from .turned import lathe, opening


def mill(scene: Scene, spec: PictureSpec) -> None:
    """A pair of turned mills."""
    for at, size, tint in (((90, 0, -90), 1.0, spec.main), ((-90, 0, 60), 0.76, spec.second)):
        cast_round(scene, 80, 420 * size, at)
        wood = of(tint, 0.35)
        profile = [(84, 0), (84, 30), (66, 60), (78, 130), (50, 250), (62, 300), (58, 330)]
        lathe(scene, [(r * size, h * size) for r, h in profile], wood, at)
        lathe(
            scene, [(60 * size, 330 * size), (60 * size, 342 * size)], of("steel"), at, curved=False
        )
        lathe(
            scene,
            [
                (r * size, h * size)
                for r, h in [(58, 342), (76, 380), (70, 440), (30, 470), (14, 474)]
            ],
            wood,
            at,
        )
        ball(scene, scene.at(at[0], 490 * size, at[2]), 19 * size, of("steel"))


def boards(scene: Scene, spec: PictureSpec) -> None:
    """Two chopping boards leaning, with a lemon."""
    cast_block(scene, (420, 340, 60))
    scene.yaw *= 0.6
    back = [*rect(-150, 0, 340, 470, 46)]
    slab(scene, [(x, y, -60 - y * 0.1) for x, y in back], (0, 2, 26), of(spec.main))
    _grain(scene, -60 + 26, 340, 470, spec.main)
    scene.fill(
        [scene.at(20 + x, 420 + y, -74) for x, y in ellipse(0, 0, 22)], lit(colour(spec.main), 0.5)
    )
    front = [*ellipse(-70, 160, 160, 160, 0, 360)][:-1]
    face = slab(scene, [(x, y, 20 - y * 0.1) for x, y in front], (0, 2, 22), of(spec.second))
    for i in range(7):
        line = [
            scene.at(-220 + k * 20, 50 + i * 36 + 5 * ((k + i) % 3), 43 - (50 + i * 36) * 0.1)
            for k in range(16)
        ]
        scene.fill(
            [*line, *[(x, y - 2.4) for x, y in reversed(line)]],
            lit(colour(spec.second), 0.84),
            within=face,
        )
    for x, z, r, tint in ((150, 120, 52, "sun"), (216, 60, 46, "sun")):
        cast_round(scene, r * 0.6, r, (x, 0, z))
        ball(scene, scene.at(x, r * 0.95, z), r, Material(colour(tint), 0.25))


def mortar(scene: Scene, spec: PictureSpec) -> None:
    """A stone mortar with its pestle."""
    scene.pitch += 8
    cast_round(scene, 140, 250)
    stone = of(spec.main)
    body = lathe(scene, [(110, 0), (126, 20), (150, 60), (206, 170), (214, 236)], stone)
    if body:
        speckles(scene, body, "chalk" if sum(stone.colour) < 400 else "charcoal")
    opening(scene, 214, 236, stone, rim=26, depth=0.66)
    x, y = scene.at(0, 236)
    tube(scene, [(x - 30, y - 20), (x + 40, y + 70), (x + 170, y + 220)], 54, of(spec.second))
    ball(scene, (x + 172, y + 222), 36, of(spec.second))
    rim = ellipse(x, y, 214, 88, 190, 350)
    scene.fill(
        [*rim, *[(px * 0.89, y + (py - y) * 0.86) for px, py in reversed(rim)]],
        lit(stone.colour, 1.06),
    )


def _grain(scene: Scene, z: float, wide: float, tall: float, wood: str) -> None:
    for i in range(8):
        x = -140 + i * wide / 8.6
        line = [
            scene.at(
                x + 5 * ((k + i) % 3),
                20 + k * (tall - 40) / 9,
                z - (20 + k * (tall - 40) / 9) * 0.1,
            )
            for k in range(10)
        ]
        scene.stroke(smooth(line, steps=3), 2, lit(colour(wood), 0.86))


SHAPES = {
    "knife": Thing(knife, (-60, 20), lift=110),
    "pan": Thing(pan, (-60, 80), lift=50, closer=0.86),
    "casserole": Thing(casserole, (-60, 250)),
    "moka": Thing(moka, (-10, 300)),
    "kettle": Thing(kettle, (-40, 230)),
    "mill": Thing(mill, (10, 330)),
    "boards": Thing(boards, (-50, 200)),
    "mortar": Thing(mortar, (-40, 220)),
}
