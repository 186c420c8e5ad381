"""Toys: turned and sawn wood."""

from .bear import bear
from .geometry import ellipse, rect, smooth
from .light import cast_block, cast_round, dusk, shine
from .materials import Material, of
from .palette import colour, lit
from .scene import Scene, Space
from .solids import ball, block, flat_disc, slab, tube
from .spec import PictureSpec
from .thing import Thing
from .turned import lathe
from .vehicles import car, train, wheel

CHEER = ("red", "sun", "teal", "cobalt", "orange", "mint")


def blocks(scene: Scene, spec: PictureSpec) -> None:
    """A tower of building blocks with an arch and a roof."""
    tints = [spec.main, spec.second, "birch", "sun", "teal", "coral"]
    cast_block(scene, (360, 240, 130))
    parts: list[tuple[Space, Space, str]] = [
        ((120, 120, 120), (-130, 0, 0), tints[0]),
        ((120, 120, 120), (130, 0, 0), tints[1]),
        ((400, 60, 120), (0, 120, 0), tints[2]),
        ((110, 110, 110), (-60, 180, 0), tints[3]),
        ((90, 160, 90), (90, 180, 0), tints[4]),
    ]
    for size, at, tint in sorted(
        parts, key=lambda p: (p[1][1], p[1][0] * (1 if scene.yaw < 0 else -1))
    ):
        faces = block(scene, size, of(tint), at)
        if size[0] == size[1] and at[1] == 0:
            scene.fill(faces["front"].put(ellipse(60, 60, 34)), lit(colour("ivory"), 0.94))
            scene.fill(faces["front"].put(ellipse(60, 60, 20)), lit(colour(tint), 0.9))
    roof = [(-130, 290, -60), (10, 290, -60), (-60, 386, -60)]
    slab(scene, roof, (0, 0, 120), of(tints[5]))
    ball(scene, scene.at(90, 386, 0), 46, of(tints[0], 0.3))


def stacker(scene: Scene, spec: PictureSpec) -> None:
    """Rings on a peg, largest at the bottom."""
    cast_round(scene, 160, 330)
    lathe(scene, [(150, 0), (160, 10), (160, 26), (146, 34)], of("birch"), curved=False)
    tints = [spec.main, spec.second, "sun", "teal", "coral", "ivory"]
    for i in range(6):
        r, y = 156 - i * 18, 34 + i * 60
        ring = lathe(
            scene,
            [(r - 30, y), (r - 6, y + 6), (r, y + 30), (r - 6, y + 54), (r - 30, y + 60)],
            Material(colour(tints[i]), 0.35),
        )
        shine(scene, ellipse(-r * 0.5, y + 34, r * 0.14, 12), ring, strength=0.4, blur=6)
    ball(scene, scene.at(0, 424, 0), 48, Material(colour(spec.main), 0.4))


def robot(scene: Scene, spec: PictureSpec) -> None:
    """A tin robot."""
    tin, trim = Material(colour(spec.main), 0.5), of(spec.second, 0.5)
    scene.yaw *= 0.8
    cast_block(scene, (260, 380, 130))
    for x in (-66, 66):
        block(scene, (84, 34, 140), trim, (x, 0, 6))
        block(scene, (56, 90, 60), tin.tinted(0.9), (x, 34, 0))
    for x in (-158, 158):
        lathe(scene, [(24, 180), (24, 300), (32, 304), (32, 330)], trim, (x, 0, 0), curved=False)
        ball(scene, scene.at(x, 160, 10), 32, tin)
    front = block(scene, (250, 220, 140), tin, (0, 124, 0))["front"]
    scene.fill(front.put(rect(30, 90, 190, 104, 10)), lit(colour(spec.second), 0.8))
    for i in range(3):
        scene.fill(front.put(ellipse(70 + i * 55, 158, 18)), lit(colour(CHEER[i]), 1.05))
    for i in range(8):
        scene.fill(front.put(rect(48 + i * 20, 104, 9, 28)), lit(colour(spec.second), 1.3))
    lathe(scene, [(34, 344), (34, 366)], trim, curved=False)
    head = block(scene, (180, 130, 120), tin, (0, 364, 0))["front"]
    for x in (54, 126):
        scene.fill(head.put(ellipse(x, 78, 26)), (40, 40, 46))
        scene.fill(head.put(ellipse(x, 78, 20)), colour("sun"))
        scene.fill(head.put(ellipse(x - 5, 84, 7)), (255, 250, 230))
    scene.fill(head.put(rect(46, 22, 88, 16, 6)), lit(colour(spec.second), 0.7))
    tube(scene, [scene.at(0, 494), scene.at(0, 548)], 8, trim)
    ball(scene, scene.at(0, 556), 18, of("red", 0.6))


def boat(scene: Scene, spec: PictureSpec) -> None:
    """A sailing boat on a small stand."""
    cast_block(scene, (360, 260, 110))
    block(scene, (150, 34, 110), of("oak"), (0, 0, 0))
    hull = smooth([(-230, 140), (-200, 70), (-110, 34), (90, 34), (190, 70), (250, 150)])
    side = slab(scene, [(x, y, -46) for x, y in hull], (0, 0, 92), Material(colour(spec.main), 0.4))
    scene.fill(
        [scene.at(x, y, 47) for x, y in [(-226, 126), (246, 136), (250, 150), (-230, 140)]],
        lit(colour("ivory"), 0.96),
        within=side,
    )
    tube(scene, [scene.at(10, 140), scene.at(10, 590)], 11, of("oak", 0.2))
    for points, tint in (
        ([(24, 566), (40, 360), (226, 196), (24, 190)], "ivory"),
        ([(-4, 530), (-60, 320), (-170, 200), (-4, 190)], spec.second),
    ):
        sail = [scene.at(x, y) for x, y in smooth(points, closed=False)]
        body = scene.fill(sail, lit(colour(tint), 1.0))
        dusk(scene, [(x + 40, y - 50) for x, y in sail], body, strength=0.2, blur=40)
    for i in range(4):
        scene.stroke(
            [scene.at(34, 250 + i * 70), scene.at(196 - i * 46, 250 + i * 70 - 6)],
            2,
            lit(colour("ivory"), 0.84),
        )


def duck(scene: Scene, spec: PictureSpec) -> None:
    """A pull-along duck on wheels."""
    cast_block(scene, (380, 200, 150))
    for x in (-110, 110):
        wheel(scene, (x, 48, -66), 48, 20, of(spec.second))
    block(scene, (340, 26, 110), of("birch"), (0, 50, 0))
    silhouette = smooth(
        [
            (-170, 190),
            (-200, 260),
            (-120, 250),
            (0, 256),
            (50, 300),
            (40, 360),
            (84, 424),
            (150, 420),
            (184, 366),
            (150, 310),
            (170, 200),
            (110, 110),
            (-90, 104),
        ],
        closed=True,
    )
    body = slab(scene, [(x, y, -36) for x, y in silhouette], (0, 0, 72), of(spec.main, 0.3))
    wing = [
        scene.at(x, y, 37)
        for x, y in smooth([(-110, 226), (10, 234), (80, 190), (20, 150), (-80, 160)], closed=True)
    ]
    scene.fill(wing, lit(colour(spec.main), 0.78), within=body)
    slab(
        scene,
        [(x, y, -14) for x, y in smooth([(172, 390), (244, 366), (176, 344)], closed=True)],
        (0, 0, 28),
        of("orange"),
    )
    flat_disc(scene, (128, 384, 37), 13, (36, 34, 38))
    for x in (-110, 110):
        wheel(scene, (x, 48, 58), 48, 22, of(spec.second))
    end = scene.at(170, 60, 30)
    scene.stroke(
        smooth(
            [
                end,
                (end[0] + 60, end[1] - 70),
                (end[0] + 120, end[1] - 60),
                (end[0] + 190, end[1] - 104),
            ]
        ),
        5,
        colour("cream"),
    )


SHAPES = {
    "car": Thing(car, (20, 110), closer=1.15),
    "train": Thing(train, (60, 130)),
    "blocks": Thing(blocks, (-40, 230)),
    "stacker": Thing(stacker, (-30, 230)),
    "bear": Thing(bear, (-10, 370)),
    "robot": Thing(robot, (0, 380)),
    "boat": Thing(boat, (0, 200)),
    "duck": Thing(duck, (60, 300)),
}
