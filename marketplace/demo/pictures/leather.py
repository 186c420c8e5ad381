"""Leather panels, straps and buckles."""

from .geometry import Point, ellipse, rect, rounded, smooth
from .light import dusk, shine
from .materials import Material, of
from .paint import linear
from .palette import Colour, colour, lit
from .scene import Mask, Scene
from .solids import slab, tube
from .spec import PictureSpec


def panel(
    scene: Scene, spec: PictureSpec, outline: list[Point], deep: float, *, radius: float
) -> None:
    """A stitched leather front with its sides."""
    soft = rounded(outline, radius)
    tint = colour(spec.main)
    paint = linear(
        scene.at(-200, 320, deep / 2),
        scene.at(200, 0, deep / 2),
        [(0, lit(tint, 1.08)), (0.5, lit(tint, 0.96)), (1, lit(tint, 0.78))],
    )
    body = slab(
        scene, [(x, y, -deep / 2) for x, y in soft], (0, 0, deep), of(spec.main), front=paint
    )
    middle = sum(y for _, y in outline) / len(outline)
    seam(
        scene,
        [scene.at(x * 0.945, middle + (y - middle) * 0.93, deep / 2) for x, y in soft],
        tint,
        body,
    )
    dusk(
        scene,
        [scene.at(x, y, deep / 2) for x, y in rect(-260, -20, 520, 50)],
        body,
        strength=0.25,
        blur=22,
    )
    shine(
        scene,
        [scene.at(x, y, deep / 2) for x, y in ellipse(-90, middle * 1.3, 70, 60)],
        body,
        strength=0.16,
        blur=34,
    )


def seam(scene: Scene, line: list[Point], tint: Colour, within: Mask | None) -> None:
    """A line of stitches."""
    for i in range(len(line)):
        a, b = line[i], line[(i + 1) % len(line)]
        length = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
        steps = max(1, int(length / 14))
        for k in range(steps):
            p, q = (k + 0.2) / steps, (k + 0.75) / steps
            scene.stroke(
                [
                    (a[0] + (b[0] - a[0]) * p, a[1] + (b[1] - a[1]) * p),
                    (a[0] + (b[0] - a[0]) * q, a[1] + (b[1] - a[1]) * q),
                ],
                2.6,
                lit(tint, 1.45),
                round_ends=False,
            )


def handle(
    scene: Scene, low: float, z: float, foot: float, top: float, half: float, leather: Material
) -> None:
    """A bent handle."""
    points = [
        scene.at(x, y, z)
        for x, y in smooth(
            [
                (-half, foot),
                (-half * 0.96, top - 90),
                (-half * 0.4, top),
                (half * 0.4, top),
                (half * 0.96, top - 90),
                (half, foot),
            ]
        )
    ]
    tube(scene, points, 20, leather)


def patch(scene: Scene, outline: list[Point], z: float, tint: Colour) -> None:
    """A pocket or flap sewn on."""
    seen = [scene.at(x, y, z) for x, y in outline]
    scene.soft([(x + 4, y - 7) for x, y in seen], (30, 20, 26), 0.3, 6)
    body = scene.fill(
        seen, linear(seen[len(seen) // 2], seen[0], [(0, lit(tint, 1.06)), (1, lit(tint, 0.84))])
    )
    cx, cy = sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline)
    seam(
        scene,
        [scene.at(cx + (x - cx) * 0.92, cy + (y - cy) * 0.88, z) for x, y in outline],
        tint,
        body,
    )


def buckled(scene: Scene, x: float, z: float, spec: PictureSpec) -> None:
    """A strap with its buckle on the front of a bag."""
    strap = [scene.at(a, b, z + 2) for a, b in rect(x - 22, 52, 44, 230, 10)]
    scene.fill(
        strap,
        linear(
            strap[0],
            strap[-1],
            [(0, lit(colour(spec.main), 0.7)), (1, lit(colour(spec.main), 0.96))],
        ),
    )
    metal_loop(scene, x, 116, z + 4)


def metal_loop(scene: Scene, x: float, y: float, z: float) -> None:
    """A brass buckle."""
    loop = [scene.at(a, b, z) for a, b in rect(x - 27, y - 24, 54, 48, 9)]
    scene.stroke([*loop, loop[0]], 9, lit(colour("brass"), 0.72))
    scene.stroke([(a - 1.5, b + 1.5) for a, b in [*loop, loop[0]]], 5, lit(colour("brass"), 1.25))
    tube(scene, [scene.at(x, y - 22, z), scene.at(x, y + 26, z)], 7, of("brass"))


def ribbon(scene: Scene, x: float, section: list[Point], tint: Colour) -> None:
    """A leather band over a barrel bag."""
    front = [p for p in section if p[0] > 20 or p[1] > 230]
    front.sort(key=lambda p: (p[1], -p[0]))
    a = [scene.at(x - 17, y + 1, z + 1) for z, y in front if z > -10]
    b = [scene.at(x + 17, y + 1, z + 1) for z, y in front if z > -10]
    scene.fill([*a, *reversed(b)], linear(a[-1], a[0], [(0, lit(tint, 1.1)), (1, lit(tint, 0.7))]))
