"""Wooden cars and trains."""

from .geometry import ellipse, rect, smooth
from .light import cast_block, shine
from .materials import Material, of
from .palette import colour, lit
from .scene import Scene, Space
from .solids import ball, barrel, block, flat_disc, slab
from .spec import PictureSpec
from .turned import lathe


def car(scene: Scene, spec: PictureSpec) -> None:
    """A wooden racer with a driver."""
    scene.yaw *= -1.2
    cast_block(scene, (480, 110, 200))
    for x in (-150, 150):
        wheel(scene, (x, 62, -96), 62, 30, of(spec.second))
    side = [
        *smooth(
            [
                (-240, 60),
                (-236, 130),
                (-150, 176),
                (-60, 180),
                (20, 156),
                (180, 136),
                (246, 100),
                (246, 56),
            ]
        ),
        (240, 44),
        (-236, 44),
    ]
    body = slab(
        scene, [(x, y, -78) for x, y in side], (0, 0, 156), Material(colour(spec.main), 0.4)
    )
    shine(
        scene, [scene.at(x, y, 78) for x, y in rect(-190, 140, 230, 14)], body, strength=0.4, blur=9
    )
    scene.fill([scene.at(x, y, 79) for x, y in ellipse(30, 100, 34)], colour("ivory"), within=body)
    ball(scene, scene.at(-70, 214, 0), 46, of("birch"))
    for x in (-150, 150):
        wheel(scene, (x, 62, 80), 62, 32, of(spec.second))


def train(scene: Scene, spec: PictureSpec) -> None:
    """An engine with one wagon."""
    scene.yaw = abs(scene.yaw) * -1 if scene.yaw > 0 else abs(scene.yaw)
    cast_block(scene, (600, 120, 140))
    wagon = of(spec.second)
    order = (-190, 110) if scene.yaw > 0 else (110, -190)
    for x in reversed(order):
        _carriage(scene, x, spec, wagon)


def wheel(scene: Scene, centre: Space, radius: float, width: float, tyre: Material) -> None:
    """A wooden wheel with a pale hub."""
    barrel(scene, centre, radius, width, tyre)
    x, y, z = centre
    flat_disc(scene, (x, y, z + width + 1), radius * 0.62, lit(colour("birch"), 0.96))
    flat_disc(scene, (x, y, z + width + 1), radius * 0.16, lit(colour("birch"), 0.6))


def _carriage(scene: Scene, x: float, spec: PictureSpec, wagon: Material) -> None:
    engine = x > 0
    for dx in (-80, 80):
        wheel(scene, (x + dx, 44, -72), 44, 18, of("espresso"))
    block(scene, (260, 30, 120), of("birch"), (x, 50, 0))
    if engine:
        _engine(scene, x, spec)
    else:
        block(scene, (230, 74, 110), wagon, (x, 80, 0))
        for i, tint in enumerate(("sun", "teal", "coral")):
            ball(scene, scene.at(x - 66 + i * 66, 168, 0), 40, of(tint, 0.3))
    for dx in (-80, 80):
        wheel(scene, (x + dx, 44, 62), 44, 20, of("espresso"))


def _engine(scene: Scene, x: float, spec: PictureSpec) -> None:
    paint = Material(colour(spec.main), 0.4)
    right = scene.yaw < 0

    def cab() -> None:
        front = block(scene, (100, 170, 110), paint, (x - 70, 80, 0))["front"]
        scene.fill(front.put(rect(20, 86, 60, 56, 8)), lit(colour("ice"), 0.96))
        block(scene, (124, 18, 128), of(spec.second), (x - 70, 250, 0))

    def boiler() -> None:
        block(scene, (140, 86, 96), paint, (x + 52, 80, 0))
        lathe(
            scene,
            [(18, 166), (18, 210), (32, 226), (32, 240)],
            of("espresso"),
            (x + 86, 0, 0),
            curved=False,
        )
        lathe(scene, [(22, 166), (22, 186), (4, 200)], of("brass"), (x + 26, 0, 0))

    for part in (cab, boiler) if right else (boiler, cab):
        part()
