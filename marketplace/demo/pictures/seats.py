"""Things to sit on."""

from .geometry import ellipse, rect, smooth
from .light import cast_block, cast_round, shine
from .materials import Material, of
from .paint import linear
from .palette import colour, lit
from .scene import Mask, Scene, Space
from .solids import block, slab, tube
from .spec import PictureSpec
from .turned import disc, lathe


def chair(scene: Scene, spec: PictureSpec) -> None:
    """A dining chair with a bent back."""
    wood = of(spec.main, 0.25)
    cast_block(scene, (240, 300, 230), strength=0.26)
    _legs(scene, wood, 120, 115, 236, 17, splay=10)
    rail(scene, wood, [(-118, 236, -112), (-134, 560, -150)], 17)
    rail(scene, wood, [(118, 236, -112), (134, 560, -150)], 17)
    for height in (560, 470) if spec.seed % 2 else (540,):
        _back_board(scene, wood, height, 64 if spec.seed % 2 else 110)
    seat = [(x, 236, z) for x, z in rect(-136, -128, 272, 256, 34)]
    slab(scene, seat, (0, 18, 0), of(spec.main))
    pad = [(x, 254, z) for x, z in rect(-122, -114, 244, 228, 40)]
    _upholstered(scene, slab(scene, pad, (0, 22, 0), of(spec.second)), spec)


def stool(scene: Scene, spec: PictureSpec) -> None:
    """A three-legged stool."""
    cast_round(scene, 140, 300, strength=0.28)
    wood = of(spec.main, 0.25)
    for x, z in ((0, -130), (-130, 70), (130, 80)):
        rail(scene, wood, [(x, 0, z), (x * 0.5, 350, z * 0.5)], 24)
    rail(scene, of(spec.second, 0.3), [(-108, 120, 58), (108, 120, 66)], 13)
    lathe(scene, [(140, 350), (152, 358), (152, 384), (142, 394)], wood, curved=False)
    disc(
        scene,
        142,
        linear((-140, 400), (140, 340), [(0, lit(wood.colour, 1.12)), (1, lit(wood.colour, 0.94))]),
        (0, 394, 0),
    )
    for radius in (112, 78, 40):
        u, v = scene.at(0, 394)
        ring = ellipse(u + 8, v, radius, radius * 0.27)
        scene.stroke([*ring, ring[0]], 1.6, lit(wood.colour, 0.86))


def armchair(scene: Scene, spec: PictureSpec) -> None:
    """A generous upholstered chair on short legs."""
    cast_block(scene, (440, 340, 330))
    wood = of("walnut", 0.2)
    for x, z in ((-170, -130), (170, -130), (-180, 150), (180, 150)):
        rail(scene, wood, [(x, 0, z), (x * 0.94, 60, z * 0.94)], 22)
    fabric = of(spec.main)
    back = [(x, y, -150) for x, y in rect(-190, 60, 380, 420, 70)]
    slab(scene, back, (0, 0, 76), fabric)
    block(scene, (310, 90, 270), fabric.tinted(0.94), (0, 60, 10))
    for x in (-190, 190) if scene.yaw < 0 else (190, -190):
        arm = [(x - 38, y, z) for z, y in rect(-150, 60, 310, 230, 60)]
        push = (76, 0, 0)
        slab(
            scene,
            arm if scene.yaw < 0 else [(px + 76, y, z) for px, y, z in arm],
            push if scene.yaw < 0 else (-76, 0, 0),
            fabric,
        )
        if (x < 0) == (scene.yaw < 0):
            _seat_cushion(scene, spec)
    front = [(x, y, 130) for x, y in rect(-140, 66, 280, 60, 10)]
    slab(scene, front, (0, 0, 24), fabric)


def bench(scene: Scene, spec: PictureSpec) -> None:
    """A long bench with a woven or padded seat."""
    cast_block(scene, (580, 200, 160), strength=0.3)
    wood = of(spec.main, 0.25)
    _legs(scene, wood, 250, 66, 190, 22, splay=14)
    slab(scene, [(x, 190, z) for x, z in rect(-300, -86, 600, 172, 14)], (0, 24, 0), wood)
    seat = slab(
        scene, [(x, 214, z) for x, z in rect(-286, -76, 572, 152, 26)], (0, 26, 0), of(spec.second)
    )
    for i in range(1, 9):
        x = -286 + i * 63.5
        line = [scene.at(x, 240, -74), scene.at(x, 240, 74)]
        scene.fill(
            [line[0], (line[0][0] + 5, line[0][1]), (line[1][0] + 5, line[1][1]), line[1]],
            lit(colour(spec.second), 0.7),
            within=seat,
        )


def _legs(
    scene: Scene, wood: Material, x: float, z: float, height: float, width: float, *, splay: float
) -> None:
    for dx, dz in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        rail(
            scene, wood, [(dx * (x + splay), 0, dz * (z + splay)), (dx * x, height, dz * z)], width
        )


def rail(scene: Scene, wood: Material, points: list[Space], width: float) -> None:
    """A rod between points in space."""
    tube(scene, [scene.at(*p) for p in points], width, wood)


def _back_board(scene: Scene, wood: Material, height: float, tall: float) -> None:
    z = -150 + (560 - height) * 0.1
    curve = smooth([(-140, z), (-70, z - 26), (0, z - 34), (70, z - 26), (140, z)])
    low = [scene.at(x, height - tall, depth) for x, depth in curve]
    high = [scene.at(x, height + 6, depth) for x, depth in curve]
    scene.fill(
        [*low, *reversed(high)],
        linear(
            low[0],
            low[-1],
            [(0, lit(wood.colour, 1.1)), (0.5, lit(wood.colour, 0.9)), (1, lit(wood.colour, 0.76))],
        ),
    )
    scene.stroke(high, 7, lit(wood.colour, 1.16))


def _upholstered(scene: Scene, top: Mask | None, spec: PictureSpec) -> None:
    x, y = scene.at(-40, 276, -20)
    shine(scene, ellipse(x, y, 80, 24), top, strength=0.25, blur=20)


def _seat_cushion(scene: Scene, spec: PictureSpec) -> None:
    cushion = [(x, 146, z) for x, z in rect(-150, -90, 300, 240, 30)]
    top = slab(scene, cushion, (0, 50, 0), of(spec.second))
    shine(scene, ellipse(*scene.at(-40, 196, 0), 90, 26), top, strength=0.3, blur=22)
