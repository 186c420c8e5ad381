"""Things that play: records, tapes, games."""

from .geometry import ellipse, rect, smooth
from .keys import screen
from .light import cast_block, shine
from .materials import of
from .palette import WHITE, colour, lit
from .scene import Scene
from .solids import block, face, slab, tube
from .spec import PictureSpec
from .turned import disc, lathe


def turntable(scene: Scene, spec: PictureSpec) -> None:
    """A record player with a record on it."""
    scene.pitch += 22
    cast_block(scene, (560, 80, 420))
    block(scene, (560, 70, 420), of(spec.main))
    for radius, high, tint in ((186, 78, colour("steel")), (180, 84, (32, 31, 35))):
        disc(scene, radius, tint, (-66, high, 0))
    for radius in (166, 150, 134, 118, 102):
        disc(scene, radius, (48, 47, 52), (-66, 84, 0))
        disc(scene, radius - 3, (34, 33, 37), (-66, 84, 0))
    _record_light(scene)
    disc(scene, 62, colour(spec.second), (-66, 85, 0))
    disc(scene, 8, colour("silver"), (-66, 86, 0))
    lathe(
        scene, [(40, 70), (40, 96), (22, 100), (22, 128)], of("steel"), (208, 0, -136), curved=False
    )
    tube(
        scene,
        smooth([scene.at(208, 130, -136), scene.at(200, 120, 40), scene.at(84, 104, 110)]),
        11,
        of("silver"),
    )
    for x in (180, 226):
        disc(scene, 16, colour("silver"), (x, 71, 160))


def handheld(scene: Scene, spec: PictureSpec) -> None:
    """A pocket console standing up."""
    scene.yaw *= 0.8
    cast_block(scene, (280, 440, 60))
    slab(scene, [(x, y, -30) for x, y in rect(-140, 0, 280, 460, 34)], (0, 0, 60), of(spec.main))
    front = face(scene, (-140, 0, 30), (140, 0, 30), (-140, 460, 30))
    scene.fill(front.put(rect(22, 232, 236, 206, 18)), lit(colour("charcoal"), 0.9))
    screen(scene, front, rect(48, 258, 184, 154, 4), spec)
    for box in (rect(40, 130, 84, 28, 5), rect(68, 102, 28, 84, 5)):
        scene.fill(front.put(box), (44, 42, 46))
    for x, y in ((180, 126), (226, 160)):
        scene.fill(front.put(ellipse(x + 2, y - 4, 24)), lit(colour(spec.main), 0.6))
        scene.fill(front.put(ellipse(x, y, 23)), colour(spec.second))
    for i in range(5):
        scene.fill(
            front.put(
                [(190 + i * 14, 30), (196 + i * 14, 30), (210 + i * 14, 66), (204 + i * 14, 66)]
            ),
            lit(colour(spec.main), 0.6),
        )


def cassette(scene: Scene, spec: PictureSpec) -> None:
    """A pocket tape player with its headphones' cable."""
    scene.yaw *= 0.8
    cast_block(scene, (270, 390, 90))
    slab(scene, [(x, y, -45) for x, y in rect(-135, 0, 270, 400, 20)], (0, 0, 90), of(spec.main))
    front = face(scene, (-135, 0, 45), (135, 0, 45), (-135, 400, 45))
    scene.fill(front.put(rect(20, 130, 230, 246, 12)), lit(colour(spec.second), 0.9))
    window = scene.fill(front.put(rect(42, 200, 186, 110, 10)), (48, 46, 52))
    for x in (86, 184):
        scene.fill(front.put(ellipse(x, 254, 34)), (82, 70, 62), within=window)
        scene.fill(front.put(ellipse(x, 254, 17)), (230, 226, 216), within=window)
    shine(
        scene,
        front.put([(42, 200), (90, 200), (160, 310), (112, 310)]),
        window,
        strength=0.3,
        blur=3,
    )
    for i, tint in enumerate(("orange", "silver", "silver", "silver")):
        scene.fill(front.put(rect(22 + i * 58, 40, 50, 40, 6)), lit(colour(tint), 0.8))
        scene.fill(front.put(rect(22 + i * 58, 46, 50, 36, 6)), lit(colour(tint), 1.06))
    end = scene.at(60, 400, 0)
    scene.stroke(
        smooth(
            [
                end,
                (end[0] + 10, end[1] + 70),
                (end[0] + 130, end[1] + 60),
                (end[0] + 180, 160),
                (end[0] + 150, 10),
                (end[0] + 230, -30),
            ]
        ),
        6,
        (44, 42, 46),
    )


def _record_light(scene: Scene) -> None:
    x, y = scene.at(-66, 84, 0)
    for side in (-1, 1):
        scene.soft(
            [(x, y), (x + side * 160, y + side * 60), (x + side * 172, y + side * 20)],
            WHITE,
            0.22,
            7,
        )
