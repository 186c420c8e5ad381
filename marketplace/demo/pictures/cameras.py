"""Cameras: metal, leatherette and glass."""

from .geometry import ellipse, rect
from .lenses import binoculars, glass, lens, lens_alone
from .light import cast_block, dusk, shine
from .materials import Material, of
from .paint import linear
from .palette import WHITE, colour, lit
from .scene import Scene, Space
from .solids import block, slab, tube
from .spec import PictureSpec
from .thing import Thing
from .turned import lathe, opening


def slr(scene: Scene, spec: PictureSpec) -> None:
    """A reflex camera with its prism hump."""
    metal, leather = of(spec.second), of(spec.main)
    cast_block(scene, (470, 250, 130))
    _body(scene, (0, 0, 0), (470, 230, 120), leather, metal)
    hump = [(-84, 250), (-52, 322), (52, 322), (84, 250)]
    slab(scene, [(x, y, -50) for x, y in hump], (0, 0, 96), metal)
    _knobs(scene, 262, ((-180, 40), (150, 34), (206, 22)), metal)
    lens(scene, (0, 126, 62), 112, 96, spec)


def rangefinder(scene: Scene, spec: PictureSpec) -> None:
    """A flat camera with windows along the top."""
    metal = of(spec.second)
    cast_block(scene, (480, 250, 100))
    _body(scene, (0, 0, 0), (480, 216, 92), of(spec.main), metal)
    top = slab(scene, [(x, y, -44) for x, y in rect(-200, 244, 400, 50, 18)], (0, 0, 88), metal)
    dusk(scene, [scene.at(x, y, 44) for x, y in rect(-200, 244, 400, 8)], top, blur=5)
    for x, w in ((-160, 60), (-30, 44), (130, 54)):
        pane = scene.fill([scene.at(a, b, 45) for a, b in rect(x, 256, w, 28, 5)], (34, 36, 44))
        shine(
            scene,
            [scene.at(a, b, 45) for a, b in rect(x, 272, w * 0.5, 10)],
            pane,
            strength=0.5,
            blur=3,
        )
    _knobs(scene, 294, ((-150, 36), (120, 30), (166, 20)), metal)
    lens(scene, (10, 112, 46), 92, 54, spec)


def twin_lens(scene: Scene, spec: PictureSpec) -> None:
    """A tall box with two lenses and an open hood."""
    leather, metal = of(spec.main), of(spec.second)
    cast_block(scene, (250, 400, 230))
    faces = block(scene, (250, 380, 230), leather)
    _grainy(scene, faces["side"].outline())
    block(scene, (256, 16, 236), metal, (0, 380, 0))
    _hood(scene, metal)
    plate = [(x, y, 116) for x, y in rect(-92, 26, 184, 338, 40)]
    slab(scene, plate, (0, 0, 16), metal)
    lens(scene, (0, 280, 132), 62, 30, spec)
    lens(scene, (0, 112, 132), 80, 42, spec)
    tube(scene, [scene.at(-125, 210, 20), scene.at(-150, 210, 20)], 46, metal)


def instant(scene: Scene, spec: PictureSpec) -> None:
    """A boxy instant camera with a stripe."""
    shell = of(spec.main)
    cast_block(scene, (360, 330, 240))
    low = block(scene, (370, 110, 260), shell)
    scene.fill(low["front"].put(rect(40, 24, 290, 22, 6)), (38, 36, 40))
    outline = [(-120, 110), (118, 110), (118, 128), (60, 330), (-120, 330)]
    slab(
        scene,
        [(-180, y, z) for z, y in outline] if scene.yaw < 0 else [(180, y, z) for z, y in outline],
        (360, 0, 0) if scene.yaw < 0 else (-360, 0, 0),
        shell,
    )
    _sloped_front(scene, spec)


def movie(scene: Scene, spec: PictureSpec) -> None:
    """A small film camera with a grip."""
    shell, metal = of(spec.main), of(spec.second)
    cast_block(scene, (220, 300, 380))
    slab(
        scene,
        [(x, y, 20) for x, y in rect(-34, 0, 68, 170, 20)],
        (0, 0, 70),
        Material(colour("black")),
    )
    size = (150, 240, 330)
    faces = block(scene, size, shell, (0, 160, 0))
    side = faces["side"]
    plate = scene.fill(
        side.put(rect(26, 26, 278, 188, 26)),
        linear(side.up, side.right, [(0, lit(metal.colour, 1.0)), (1, lit(metal.colour, 0.74))]),
    )
    shine(scene, side.put(rect(40, 120, 60, 90)), plate, strength=0.25, blur=16)
    scene.fill(side.put(ellipse(92, 120, 52)), lit(shell.colour, 0.8))
    scene.fill(side.put(ellipse(92, 120, 40)), lit(shell.colour, 1.02))
    block(scene, (50, 60, 190), metal, (0, 400, -20))
    lens(scene, (0, 290, 165), 66, 90, spec)


def _body(scene: Scene, at: Space, size: Space, leather: Material, metal: Material) -> None:
    w, h, d = size
    outline = [(at[0] + x, at[1] + y, at[2] - d / 2) for x, y in rect(-w / 2, 0, w, h + 26, 34)]
    slab(scene, outline, (0, 0, d), metal)
    band = [scene.at(x, y, d / 2 + 1) for x, y in rect(-w / 2, 30, w, h - 30)]
    skin = scene.fill(
        band,
        linear(band[3], band[1], [(0, lit(leather.colour, 1.04)), (1, lit(leather.colour, 0.8))]),
    )
    if skin:
        _grainy(scene, band)
    dusk(scene, [scene.at(x, y, d / 2) for x, y in rect(-w / 2, h - 12, w, 12)], skin, blur=5)


def _grainy(scene: Scene, outline: list[tuple[float, float]]) -> None:
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    body = scene.fill(outline, WHITE, alpha=0.01)
    for _ in range(130):
        x, y = scene.random.uniform(min(xs), max(xs)), scene.random.uniform(min(ys), max(ys))
        scene.fill(rect(x, y, 4, 2.4), WHITE, alpha=0.09, within=body)


def _knobs(
    scene: Scene, height: float, places: tuple[tuple[float, float], ...], metal: Material
) -> None:
    for x, radius in places:
        lathe(scene, [(radius, height - 4), (radius, height + 22)], metal, (x, 0, 0), curved=False)
        opening(scene, radius, height + 22, metal.tinted(1.05), (x, 0, 0), rim=3, depth=0.9)


def _hood(scene: Scene, metal: Material) -> None:
    for z, lean in ((-110, -16), (110, 16)):
        leaf = [
            scene.at(-118, 396, z),
            scene.at(118, 396, z),
            scene.at(112, 484, z + lean),
            scene.at(-112, 484, z + lean),
        ]
        scene.fill(
            leaf,
            linear(
                leaf[3],
                leaf[1],
                [
                    (0, lit(metal.colour, 0.94 if z > 0 else 0.5)),
                    (1, lit(metal.colour, 0.72 if z > 0 else 0.4)),
                ],
            ),
        )
        if z < 0:
            side = -118 if scene.yaw > 0 else 118
            wing = [
                scene.at(side, 396, -110),
                scene.at(side, 396, 110),
                scene.at(side * 1.1, 476, 110),
                scene.at(side * 1.1, 476, -110),
            ]
            scene.fill(wing, lit(metal.colour, 0.84))


def _sloped_front(scene: Scene, spec: PictureSpec) -> None:
    def on(x: float, y: float) -> tuple[float, float]:
        return scene.at(x, 128 + y, 120 - y * 0.287)

    scene.fill([on(x, y) for x, y in rect(-160, 14, 320, 168, 24)], lit(colour("black"), 1.06))
    for i, tint in enumerate(("red", "orange", "sun", "leaf", "cobalt")):
        scene.fill([on(x, y) for x, y in rect(-22 + i * 9, -16, 9, 30)], colour(tint))
    for radius, dark in ((78, colour("charcoal")), (62, lit(colour("black"), 0.7))):
        scene.fill([on(x, y) for x, y in ellipse(-10, 98, radius)], dark)
    glass(scene, [on(x, y) for x, y in ellipse(-10, 98, 40)], on(-10, 98), 40, spec)
    for box, paint in (
        (rect(86, 120, 56, 44, 8), colour("ice")),
        (rect(-142, 126, 50, 38, 8), (30, 30, 36)),
    ):
        pane = scene.fill([on(x, y) for x, y in box], paint)
        shine(scene, [on(x, y) for x, y in box[: len(box) // 2]], pane, strength=0.4, blur=4)
    scene.fill([on(x, y) for x, y in ellipse(112, 56, 22)], colour(spec.second))


SHAPES = {
    "slr": Thing(slr, (20, 150), closer=1.14),
    "rangefinder": Thing(rangefinder, (30, 150), closer=1.14),
    "twin_lens": Thing(twin_lens, (20, 230)),
    "instant": Thing(instant, (10, 220), closer=1.14),
    "lens": Thing(lens_alone, (-30, 290), closer=1.14),
    "binoculars": Thing(binoculars, (-40, 250)),
    "movie": Thing(movie, (40, 260)),
}
