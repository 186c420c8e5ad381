"""Bags, large and small."""

from .geometry import Point, ellipse, rect, rounded, smooth
from .leather import buckled, handle, metal_loop, panel, patch, ribbon, seam
from .light import cast_block, shine
from .materials import of
from .paint import linear
from .palette import colour, lit
from .scene import Scene
from .small_leather import belt, wallet
from .solids import slab, tube
from .spec import PictureSpec
from .thing import Thing


def tote(scene: Scene, spec: PictureSpec) -> None:
    """An upright tote with two handles."""
    cast_block(scene, (360, 300, 130))
    leather = of(spec.main)
    handle(scene, -40, 0, 300, 520, 100, leather.tinted(0.8))
    outline: list[Point] = [(-190, 0), (190, 0), (216, 320), (-216, 320)]
    panel(scene, spec, outline, 120, radius=22)
    handle(scene, 60, 61, 250, 520, 100, leather)
    for x in (-100, 100):
        scene.fill(
            [scene.at(a, b, 62) for a, b in rect(x - 18, 226, 36, 66, 8)], lit(leather.colour, 0.86)
        )
        scene.fill([scene.at(a, b, 63) for a, b in ellipse(x, 246, 7)], lit(colour("brass"), 1.1))
    if spec.pattern == "pocket":
        patch(scene, rect(-90, 50, 180, 130, 14), 62, colour(spec.second))


def satchel(scene: Scene, spec: PictureSpec) -> None:
    """A satchel with a flap and two straps."""
    cast_block(scene, (420, 260, 120))
    tube(
        scene,
        smooth(
            [
                scene.at(-190, 270, -20),
                scene.at(-170, 440),
                scene.at(0, 520),
                scene.at(170, 440),
                scene.at(190, 270, -20),
            ]
        ),
        22,
        of(spec.main).tinted(0.82),
    )
    panel(scene, spec, rect(-210, 0, 420, 290), 116, radius=26)
    flap = rounded([(-214, 300), (-214, 110), (214, 110), (214, 300)], 46)
    z = 60
    scene.soft([scene.at(x + 4, y - 14, z) for x, y in flap], (30, 20, 26), 0.4, 9)
    body = scene.fill(
        [scene.at(x, y, z) for x, y in flap],
        linear(
            scene.at(-214, 300, z),
            scene.at(214, 100, z),
            [(0, lit(colour(spec.main), 1.14)), (1, lit(colour(spec.main), 0.86))],
        ),
    )
    seam(
        scene,
        [scene.at(x * 0.955, 200 + (y - 200) * 0.92, z) for x, y in flap],
        colour(spec.main),
        body,
    )
    for x in (-112, 112):
        buckled(scene, x, z, spec)


def backpack(scene: Scene, spec: PictureSpec) -> None:
    """A roll-top backpack."""
    cast_block(scene, (290, 380, 150))
    for x in (-150, 150):
        tube(
            scene,
            smooth(
                [
                    scene.at(x * 0.7, 360, -60),
                    scene.at(x * 1.3, 260, -70),
                    scene.at(x * 1.05, 60, -60),
                ]
            ),
            22,
            of(spec.second),
        )
    panel(scene, spec, [(-150, 0), (150, 0), (160, 340), (-160, 340)], 150, radius=44)
    roll = [(-166, 340 + y, z) for z, y in ellipse(0, 36, 60, 40)[:-1]]
    slab(
        scene,
        roll if scene.yaw < 0 else [(166, y, z) for _, y, z in roll],
        (332, 0, 0) if scene.yaw < 0 else (-332, 0, 0),
        of(spec.main).tinted(0.94),
    )
    patch(scene, rect(-104, 44, 208, 136, 24), 77, lit(colour(spec.main), 0.9))
    patch(scene, rect(-104, 132, 208, 54, 16), 79, colour(spec.second))
    for x in (-70, 70):
        strap = [scene.at(a, b, 80) for a, b in rect(x - 15, 180, 30, 210, 6)]
        scene.fill(strap, lit(colour(spec.second), 0.96))
        metal_loop(scene, x, 236, 82)
    tube(
        scene,
        smooth(
            [
                scene.at(-40, 400, -40),
                scene.at(-20, 448, -40),
                scene.at(20, 448, -40),
                scene.at(40, 400, -40),
            ]
        ),
        14,
        of(spec.second),
    )


def duffel(scene: Scene, spec: PictureSpec) -> None:
    """A weekend bag: a barrel of canvas with leather ends."""
    cast_block(scene, (540, 240, 200))
    section = rounded([(-110, 0), (110, 0), (110, 190), (40, 256), (-40, 256), (-110, 190)], 60)
    right = scene.yaw < 0
    x0, push = (-270.0, 540.0) if right else (270.0, -540.0)
    handle(scene, 0, -40, 210, 420, 120, of(spec.second).tinted(0.8))
    end = slab(
        scene,
        [(x0, y, z) for z, y in section],
        (push, 0, 0),
        of(spec.main),
        front=lit(colour(spec.second), 0.94 if not right else 0.72),
    )
    seam(
        scene,
        [scene.at(x0 + push, 126 + (y - 126) * 0.86, z * 0.86) for z, y in section],
        colour(spec.second),
        end,
    )
    for x in (-130, 130):
        ribbon(scene, x, section, colour(spec.second))
    scene.stroke([scene.at(-262, 258), scene.at(262, 258)], 7, lit(colour(spec.main), 0.6))
    handle(scene, 0, 100, 130, 400, 130, of(spec.second))


def crossbody(scene: Scene, spec: PictureSpec) -> None:
    """A small rounded bag on a long strap."""
    cast_block(scene, (300, 200, 90))
    tube(
        scene,
        smooth(
            [
                scene.at(-140, 190, 0),
                scene.at(-190, 380),
                scene.at(-60, 560),
                scene.at(110, 520),
                scene.at(176, 340),
                scene.at(140, 190, 0),
            ]
        ),
        13,
        of(spec.second),
    )
    shape = [*ellipse(0, 150, 170, 150, 180, 360), (170, 250), (-170, 250)]
    body = slab(scene, [(x, y, -45) for x, y in rounded(shape, 12)], (0, 0, 90), of(spec.main))
    shine(
        scene,
        [scene.at(x, y, 45) for x, y in ellipse(-70, 170, 40, 50)],
        body,
        strength=0.2,
        blur=20,
    )
    flap = [*ellipse(0, 200, 172, 124, 180, 360), (172, 262), (-172, 262)]
    scene.soft([scene.at(x + 4, y - 12, 46) for x, y in flap], (30, 20, 26), 0.4, 8, within=body)
    top = scene.fill(
        [scene.at(x, y, 48) for x, y in flap],
        linear(
            scene.at(-170, 260, 48),
            scene.at(170, 80, 48),
            [(0, lit(colour(spec.main), 1.18)), (1, lit(colour(spec.main), 0.9))],
        ),
    )
    seam(
        scene,
        [scene.at(x * 0.93, 200 + (y - 200) * 0.88, 48) for x, y in flap[:-2]],
        colour(spec.main),
        top,
    )
    scene.fill([scene.at(x, y, 50) for x, y in ellipse(0, 104, 24)], lit(colour("brass"), 0.8))
    scene.fill([scene.at(x, y, 50) for x, y in ellipse(-2, 107, 20)], lit(colour("brass"), 1.2))


SHAPES = {
    "tote": Thing(tote, (-70, 260)),
    "satchel": Thing(satchel, (-80, 160)),
    "backpack": Thing(backpack, (-30, 230)),
    "wallet": Thing(wallet, (-90, 120)),
    "belt": Thing(belt, (60, 40), lift=60),
    "duffel": Thing(duffel, (-60, 170)),
    "crossbody": Thing(crossbody, (-20, 150)),
}
