"""Things that sound: radios, headphones, loudspeakers."""

from .geometry import ellipse, rect, smooth
from .keys import keyboard, pad
from .light import cast_block, shine
from .materials import Material, of
from .paint import radial
from .palette import colour, lit
from .players import cassette, handheld, turntable
from .scene import Scene
from .solids import block, slab, tube
from .spec import PictureSpec
from .thing import Thing


def radio(scene: Scene, spec: PictureSpec) -> None:
    """A table radio with a woven grille and a large dial."""
    size = (520, 290, 170)
    cast_block(scene, size)
    tube(
        scene,
        smooth(
            [
                scene.at(-150, 290, 0),
                scene.at(-130, 356, 0),
                scene.at(130, 356, 0),
                scene.at(150, 290, 0),
            ]
        ),
        16,
        of("cognac"),
    )
    faces = block(scene, size, of(spec.main))
    front = faces["front"]
    panel = scene.fill(front.put(rect(26, 28, 280, 234, 16)), lit(colour(spec.second), 0.84))
    for i in range(19):
        scene.fill(
            front.put(rect(26, 40 + i * 12, 280, 4)), lit(colour(spec.second), 0.6), within=panel
        )
    for radius, tint in (
        (84, lit(colour("brass"), 0.8)),
        (78, colour("ivory")),
        (30, colour(spec.main)),
        (22, lit(colour("brass"), 1.1)),
    ):
        scene.fill(front.put(ellipse(408, 172, radius)), tint)
    scene.stroke(front.put([(408, 172), (452, 222)]), 4, colour("red"))
    for x in (350, 408, 466):
        scene.fill(front.put(ellipse(x, 56, 22)), lit(colour("brass"), 0.76))
        scene.fill(front.put(ellipse(x - 2, 59, 18)), lit(colour("brass"), 1.1))


def headphones(scene: Scene, spec: PictureSpec) -> None:
    """Closed headphones standing on their cups."""
    cast_block(scene, (340, 120, 120))
    shell, leather = of(spec.main, 0.3), of(spec.second)
    arc = [
        scene.at(x, y)
        for x, y in smooth(
            [(-160, 120), (-186, 300), (-110, 440), (0, 484), (110, 440), (186, 300), (160, 120)]
        )
    ]
    tube(scene, arc, 34, leather)
    tube(scene, [(x * 0.94, y * 0.985 - 8) for x, y in arc[8:-8]], 14, leather.tinted(0.7))
    for x in (170, -170) if scene.yaw > 0 else (-170, 170):
        inner = -1 if x > 0 else 1
        _cup(scene, x, inner, shell, leather)


def speaker(scene: Scene, spec: PictureSpec) -> None:
    """A bookshelf loudspeaker with two cones."""
    size = (270, 450, 240)
    cast_block(scene, size)
    front = block(scene, size, of(spec.main))["front"]
    for x, y, radius in ((135, 156, 104), (135, 348, 50)):
        for part, tint in (
            (1, lit(colour("charcoal"), 0.9)),
            (0.9, colour(spec.second)),
            (0.8, lit(colour(spec.second), 0.62)),
        ):
            scene.fill(front.put(ellipse(x, y, radius * part)), tint)
        seen = front.put([(x, y)])[0]
        cone = lit(colour(spec.second), 0.86)
        scene.fill(
            front.put(ellipse(x, y, radius * 0.76)),
            radial(
                seen,
                radius * 0.8,
                [(0, lit(cone, 0.5)), (0.5, lit(cone, 0.8)), (1, lit(cone, 1.05))],
            ),
        )
        scene.fill(
            front.put(ellipse(x, y, radius * 0.28)),
            radial(
                (seen[0] - 10, seen[1] + 12),
                radius * 0.4,
                [(0, lit(cone, 1.3)), (1, lit(cone, 0.6))],
            ),
        )


def _cup(scene: Scene, x: float, inner: int, shell: Material, leather: Material) -> None:
    ring = [(x - inner * 26, 84 + b, a) for a, b in ellipse(0, 0, 84, 92)[:-1]]
    slab(scene, ring, (inner * 52, 0, 0), leather)
    outer = [(x - inner * 66, 84 + b, a) for a, b in ellipse(0, 0, 76, 84)[:-1]]
    faces_us = (inner > 0) == (scene.yaw > 0)
    if faces_us:
        seen = [(x - inner * 30, y, z) for _, y, z in outer]
        body = slab(scene, seen, (-inner * 36, 0, 0), shell)
        cx, cy = scene.at(x - inner * 66, 84, 0)
        shine(scene, ellipse(cx - 10, cy + 26, 20, 30), body, strength=0.35, blur=10)


SHAPES = {
    "keyboard": Thing(keyboard, (-120, 60), lift=90),
    "synth": Thing(pad, (-80, 80), lift=80),
    "radio": Thing(radio, (80, 180)),
    "headphones": Thing(headphones, (-120, 160)),
    "speaker": Thing(speaker, (20, 240)),
    "turntable": Thing(turntable, (-40, 120), lift=60),
    "handheld": Thing(handheld, (0, 300)),
    "cassette": Thing(cassette, (-10, 230)),
}
