"""Jewellery shown as it is worn: on a bust and a bar."""

from .gems import beads, chain, gem
from .geometry import Point, ellipse, smooth
from .light import cast_block, shine
from .materials import METAL, of
from .paint import linear, radial
from .palette import WHITE, colour, lit
from .scene import Scene
from .solids import ball, block, tube
from .spec import PictureSpec


def earrings(scene: Scene, spec: PictureSpec) -> None:
    """A pair of drops hanging from a brass bar."""
    cast_block(scene, (360, 420, 90))
    block(scene, (380, 40, 120), of("chalk"))
    for x in (-160, 160):
        tube(scene, [scene.at(x, 40), scene.at(x, 500)], 11, of("walnut"))
    tube(scene, [scene.at(-200, 500), scene.at(200, 500)], 13, of("walnut", 0.3))
    for x in (-70, 70):
        px, py = scene.at(x, 500, 8)
        hook = smooth([(px - 8, py - 30), (px - 6, py + 14), (px + 10, py + 12), (px + 8, py - 60)])
        tube(scene, hook, 5, of(spec.main))
        _drop(scene, spec, (px + 6, py - 70))


def necklace(scene: Scene, spec: PictureSpec) -> None:
    """A pendant on a velvet bust."""
    scene.soft(ellipse(60, 20, 230, 60), (40, 30, 40), 0.42, 24)
    bust = smooth(
        [
            (-96, 560),
            (-84, 470),
            (-120, 430),
            (-236, 380),
            (-262, 250),
            (-190, 70),
            (-130, 0),
            (130, 0),
            (190, 70),
            (262, 250),
            (236, 380),
            (120, 430),
            (84, 470),
            (96, 560),
        ]
    )
    velvet = colour("ink" if spec.pattern != "light" else "oat")
    body = scene.fill(
        bust,
        linear(
            (-260, 400),
            (280, 200),
            [(0, lit(velvet, 1.1)), (0.45, lit(velvet, 0.98)), (1, lit(velvet, 0.58))],
        ),
    )
    scene.soft(ellipse(-120, 320, 70, 110), WHITE, 0.16, 36, within=body)
    scene.fill(ellipse(0, 560, 96, 22), lit(velvet, 1.2))
    line = smooth(
        [(-92, 520), (-116, 400), (-80, 250), (0, 180), (80, 250), (116, 400), (92, 520)], steps=14
    )
    scene.soft(
        [(x + 7, y - 9) for x, y in [*line, *reversed([(x * 0.96, y + 6) for x, y in line])]],
        (10, 8, 14),
        0.5,
        5,
        within=body,
    )
    if spec.pattern == "beads":
        beads(scene, line[::5], 17, (colour(spec.second), lit(colour(spec.second), 1.2)))
        return
    chain(scene, line, 8, spec.main)
    _pendant(scene, spec, (0, 126))


def _drop(scene: Scene, spec: PictureSpec, top: Point) -> None:
    x, y = top
    tint = colour(spec.second)
    if spec.pattern == "hoops":
        hoop = ellipse(x, y - 110, 92, 104)
        tube(scene, [*hoop, hoop[0]], 20, of(spec.main))
    elif spec.pattern == "geometric":
        scene.fill([(x - 56, y - 20), (x + 56, y - 20), (x, y - 116)], lit(colour(spec.main), 1.05))
        scene.fill(
            ellipse(x, y - 168, 58),
            radial((x - 20, y - 148), 80, [(0, lit(tint, 1.2)), (1, lit(tint, 0.7))]),
        )
    else:
        ball(scene, (x, y - 10), 17, of(spec.main))
        body = scene.fill(
            smooth(
                [
                    (x, y - 30),
                    (x + 60, y - 130),
                    (x + 40, y - 196),
                    (x, y - 212),
                    (x - 40, y - 196),
                    (x - 60, y - 130),
                ],
                closed=True,
            ),
            radial(
                (x - 20, y - 120), 130, [(0, lit(tint, 1.3)), (0.5, tint), (1, lit(tint, 0.55))]
            ),
        )
        shine(scene, ellipse(x - 22, y - 120, 10, 30), body, strength=0.8, blur=4)


def _pendant(scene: Scene, spec: PictureSpec, centre: Point) -> None:
    x, y = centre
    if spec.seed % 2:
        scene.fill(
            ellipse(x, y, 58),
            linear(
                (x - 58, y + 58),
                (x + 58, y - 58),
                [(p, lit(colour(spec.main), t)) for p, t in METAL],
            ),
        )
        moon = [*ellipse(x, y, 40, 40, 60, 300), *reversed(ellipse(x + 16, y, 34, 34, 70, 290))]
        scene.fill(moon, lit(colour(spec.second), 1))
    else:
        tube(scene, [*ellipse(x, y, 48, 58), (x + 48, y)], 12, of(spec.main))
        gem(scene, (x, y), 46, colour(spec.second))
