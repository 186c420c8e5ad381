"""Things with keys: keyboards and synthesisers."""

from .geometry import Face, Point, rect
from .light import cast_block, shine
from .materials import of
from .paint import linear
from .palette import colour, lit, mix
from .scene import Scene
from .solids import block, slab
from .spec import PictureSpec
from .turned import disc, lathe


def keyboard(scene: Scene, spec: PictureSpec) -> None:
    """A mechanical keyboard with two tones of keycaps."""
    scene.pitch += 26
    rows = 5
    cast_block(scene, (640, 40, 270))
    outline = [(x, 0, z) for x, z in rect(-320, -135, 640, 270, 20)]
    slab(scene, outline, (0, 34, 0), of("steel" if spec.pattern == "metal" else spec.main, 0.2))
    scene.fill(
        [scene.at(x, 35, z) for x, z in rect(-306, -121, 612, 242, 10)], lit(colour(spec.main), 0.5)
    )
    layout: list[list[float]] = [
        [1.0] * 13 + [2],
        [1.5] + [1] * 12 + [1.5],
        [1.8] + [1] * 11 + [2.2],
        [2.3] + [1] * 10 + [2.7],
        [1.3, 1.3, 1.3, 6.2, 1.3, 1.3, 2.3],
    ]
    for r in range(rows):
        _key_row(scene, spec, r, layout[r])


def pad(scene: Scene, spec: PictureSpec) -> None:
    """A synthesiser: knobs above, keys below."""
    scene.pitch += 24
    cast_block(scene, (600, 60, 300))
    faces = block(scene, (600, 50, 300), of(spec.main))
    top = faces["top"]
    for i in range(14):
        scene.fill(top.put(rect(24 + i * 39.6, 16, 36, 130, 5)), (244, 240, 230))
        scene.fill(top.put(rect(24 + i * 39.6, 16, 36, 10, 4)), (206, 200, 190))
    for i in range(13):
        if i % 7 not in (2, 6):
            scene.fill(top.put(rect(50 + i * 39.6, 66, 22, 80, 4)), (40, 38, 42))
            scene.fill(top.put(rect(53 + i * 39.6, 74, 16, 70, 4)), (66, 64, 68))
    for i in range(8):
        x, z = -262 + i * 52, -60 - (i % 2) * 44
        tint = of(spec.second if i % 3 else "orange", 0.3)
        lathe(scene, [(19, 50), (17, 76)], tint, (x, 0, z), curved=False)
        disc(scene, 17, lit(tint.colour, 1.12), (x, 76, z))
    screen(scene, top, rect(450, 190, 126, 80, 6), spec)


def _key_row(scene: Scene, spec: PictureSpec, number: int, widths: list[float]) -> None:
    unit = 600 / sum(widths)
    z = -97 + number * 48
    edges, x = [], -300.0
    for width in widths:
        edges.append((x, width * unit))
        x += width * unit
    for i, (left, wide) in enumerate(edges if scene.yaw < 0 else list(reversed(edges))):
        special = wide > unit * 1.2 and wide < unit * 4
        name = spec.second if special else "ivory" if spec.pattern != "mono" else spec.second
        tint = "orange" if number == 0 and left < -290 else name
        _key(scene, left + 2.5, wide - 5, z, lit(colour(tint), 1 - (i % 3) * 0.012))


def _key(scene: Scene, left: float, wide: float, z: float, tint: tuple[int, int, int]) -> None:
    low = [
        (left, 34, z + 21),
        (left + wide, 34, z + 21),
        (left + wide, 34, z - 21),
        (left, 34, z - 21),
    ]
    high = [
        (left + 5, 62, z + 15),
        (left + wide - 5, 62, z + 15),
        (left + wide - 5, 62, z - 17),
        (left + 5, 62, z - 17),
    ]
    right = scene.yaw < 0
    for a, b, tone in ((1, 2, 0.66) if right else (3, 0, 0.86), (0, 1, 0.76)):
        scene.fill(
            [scene.at(*low[a]), scene.at(*low[b]), scene.at(*high[b]), scene.at(*high[a])],
            lit(tint, tone),
        )
    top = [scene.at(*p) for p in high]
    scene.fill(top, linear(top[3], top[1], [(0, lit(tint, 1.04)), (1, lit(tint, 0.93))]))


def screen(scene: Scene, front: Face, box: list[Point], spec: PictureSpec) -> None:
    """A small display with a few bars on it."""
    glow = mix(colour("sage"), colour("sun"), 0.2)
    seen = front.put(box)
    pane = scene.fill(seen, lit(glow, 0.94))
    x0, y0 = min(p[0] for p in box), min(p[1] for p in box)
    w, h = max(p[0] for p in box) - x0, max(p[1] for p in box) - y0
    for i in range(9):
        tall = h * (0.2 + 0.5 * ((i * 5 + spec.seed) % 7) / 7)
        scene.fill(
            front.put(rect(x0 + w * (0.06 + i * 0.1), y0 + h * 0.1, w * 0.07, tall)),
            lit(glow, 0.5),
            within=pane,
        )
    shine(
        scene,
        front.put([(x0, y0 + h * 0.4), (x0, y0 + h), (x0 + w * 0.6, y0 + h)]),
        pane,
        strength=0.3,
        blur=3,
    )
