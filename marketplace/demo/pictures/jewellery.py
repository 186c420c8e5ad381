"""Rings, bracelets and brooches on stone and felt."""

from .gems import beads, gem, plinth
from .geometry import ellipse, moved, smooth
from .light import cast, cast_block, shine
from .materials import of
from .palette import colour, lit
from .scene import Scene
from .solids import ball, block, tube
from .spec import PictureSpec
from .thing import Thing
from .watches import pocket_watch, watch
from .worn import earrings, necklace


def ring(scene: Scene, spec: PictureSpec) -> None:
    """A ring standing in a velvet slot, its stone up."""
    plinth(scene, 360, 70)
    band = ellipse(0, 250, 130, 138)
    cast(scene, ellipse(0, 110, 90, 20), 130)
    back = [(x + 22, y + 8) for x, y in band]
    tube(scene, [*back, back[0]], 34, of(spec.main).tinted(0.7))
    tube(scene, [*band, band[0]], 32, of(spec.main))
    for x in (-38, 38):
        tube(scene, [(x * 0.6, 388), (x * 1.1, 434)], 11, of(spec.main))
    gem(scene, (4, 432), 76 if spec.pattern != "small" else 52, colour(spec.second))


def bracelet(scene: Scene, spec: PictureSpec) -> None:
    """Three bangles or a bead bracelet on a stone."""
    scene.pitch += 12
    plinth(scene, 330, 60)
    for i, (x, y, lean) in enumerate(((0, 96, 0), (10, 150, 4), (-6, 206, -5))):
        hoop = moved(ellipse(0, 0, 200 - i * 4, 92), x, y + 40, turn=lean)
        scene.soft([(a + 10, b - 22) for a, b in hoop], (40, 30, 40), 0.12, 12)
        if spec.pattern == "beads":
            tints = (
                (colour(spec.main), colour(spec.second), lit(colour(spec.main), 1.2))
                if i == 1
                else (colour(spec.main),)
            )
            beads(scene, sorted(hoop[::3], key=lambda p: -p[1]), 22, tints)
        else:
            tube(
                scene,
                [*hoop, hoop[1]],
                28 if i != 1 else 18,
                of(spec.main if i != 1 else spec.second, 0.9),
            )


def brooch(scene: Scene, spec: PictureSpec) -> None:
    """An enamel brooch on a felt card."""
    cast_block(scene, (400, 300, 20))
    scene.yaw *= 0.5
    card = block(scene, (400, 480, 16), of("oat"))["front"]
    middle = card.put([(200, 250)])[0]
    scene.soft(ellipse(middle[0] + 16, middle[1] - 22, 140), (40, 30, 40), 0.4, 14)
    count = 8 if spec.seed % 2 else 6
    for i in range(count):
        petal = moved(
            smooth([(0, 20), (50, 80), (36, 150), (0, 168), (-36, 150), (-50, 80)], closed=True),
            *middle,
            turn=i * 360 / count,
        )
        scene.fill(petal, lit(colour(spec.main), 0.9))
        small = moved(
            smooth([(0, 34), (38, 84), (27, 142), (0, 156), (-27, 142), (-38, 84)], closed=True),
            *middle,
            turn=i * 360 / count,
        )
        body = scene.fill(
            small, lit(colour(spec.second), 0.84 + 0.22 * ((i * 2 + 3) % count) / count)
        )
        shine(
            scene,
            moved(ellipse(-10, 110, 10, 26), *middle, turn=i * 360 / count),
            body,
            strength=0.5,
            blur=5,
        )
    ball(scene, middle, 50, of(spec.main))
    gem(scene, middle, 34, colour("ivory"))


SHAPES = {
    "watch": Thing(watch, (30, 330)),
    "pocket_watch": Thing(pocket_watch, (30, 230)),
    "ring": Thing(ring, (10, 400)),
    "earrings": Thing(earrings, (-40, 350)),
    "necklace": Thing(necklace, (0, 180)),
    "bracelet": Thing(bracelet, (-120, 150)),
    "brooch": Thing(brooch, (0, 260)),
}
