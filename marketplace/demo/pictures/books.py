"""Books and prints: standing, stacked, open, framed."""

from .bindings import bind, leaf_block, pages, spine
from .geometry import Face, rect
from .light import cast, cast_block, dusk, shine, tone_of
from .materials import Material, of
from .paint import texture
from .palette import colour, lit
from .patterns import cover
from .scene import Scene
from .solids import block
from .spec import PictureSpec
from .thing import Thing


def standing(scene: Scene, spec: PictureSpec) -> None:
    """One book upright, its cover towards us."""
    size = (330, 450, 60)
    cast_block(scene, size)
    faces = block(scene, size, of(spec.main))
    pages(scene, faces["top"], inset=7)
    bind(scene, spec, faces["front"], tone_of(scene, (0, 0, 1)))
    if scene.yaw > 0:
        spine(scene, faces["side"], colour(spec.second), flat=False)
    else:
        pages(scene, faces["side"], inset=5)


def stack(scene: Scene, spec: PictureSpec) -> None:
    """Five books lying on each other, not quite straight."""
    tints = [spec.main, spec.second, "cream", "ink", spec.main]
    height = 0.0
    yaw = scene.yaw
    cast_block(scene, (400, 260, 270))
    for i, tint in enumerate(tints):
        thick = (66, 44, 58, 36, 50)[(i + spec.seed) % 5]
        scene.yaw = yaw + (-6, 5, -2, 9, -10)[(i + spec.seed) % 5]
        faces = block(scene, (400 - i * 22, thick, 270 - i * 14), of(tint), (0, height, 0))
        spine(scene, faces["front"], colour("cream" if tint != "cream" else spec.main), flat=True)
        pages(scene, faces["side"], inset=5)
        height += thick
    bind(scene, spec, faces["top"], 1.0)
    scene.yaw = yaw


def row(scene: Scene, spec: PictureSpec) -> None:
    """A set of spines, side by side."""
    tints = [spec.main, spec.main, spec.second, spec.main, spec.second, spec.main, spec.second]
    same = spec.pattern == "set"
    scene.yaw *= 0.6
    cast_block(scene, (460, 380, 240))
    places = _places(spec, same, len(tints))
    order = range(len(tints)) if scene.yaw < 0 else reversed(range(len(tints)))
    for i in order:
        x, wide, tall = places[i]
        base = Material(
            lit(colour(spec.main if same else tints[i]), 1 if same else 0.9 + (i * 3 % 5) * 0.06)
        )
        faces = block(scene, (wide, tall, 230), base, (x + wide / 2, 0, 0))
        pages(scene, faces["top"], inset=6)
        spine(
            scene,
            faces["front"],
            colour(spec.second if same or tints[i] == spec.main else spec.main),
            flat=False,
        )


def _places(spec: PictureSpec, same: bool, count: int) -> list[tuple[float, float, float]]:
    x, result = -236.0, list[tuple[float, float, float]]()
    for i in range(count):
        wide = 62 if same else (72, 48, 60, 84, 44, 64, 54)[(i + spec.seed) % 7]
        tall = 400 if same else (420, 380, 440, 400, 350, 430, 390)[(i * 2 + spec.seed) % 7]
        result.append((x, wide, tall))
        x += wide + 3
    return result


def open_book(scene: Scene, spec: PictureSpec) -> None:
    """An open book with a plate on the left and lines on the right."""
    scene.pitch += 20
    cast_block(scene, (640, 30, 400))
    block(scene, (660, 12, 420), of(spec.main))
    for side in (-1, 1):
        leaf_block(scene, side)
    left = Face(scene.at(-290, 62, 170), scene.at(-40, 44, 170), scene.at(-290, 62, -150), 250, 320)
    scene.fill(
        left.put(rect(26, 40, 190, 240)),
        texture(
            cover(spec.main, spec.second, spec.seed),
            *[left.put([p])[0] for p in ((26, 40), (216, 40), (26, 280))],
        ),
    )
    right = Face(scene.at(40, 44, 170), scene.at(290, 62, 170), scene.at(40, 44, -150), 250, 320)
    for i in range(15):
        end = 214 if i % 5 != 4 else 120
        scene.fill(right.put(rect(26, 268 - i * 16, end - 26, 5)), (120, 110, 104), alpha=0.8)


def atlas(scene: Scene, spec: PictureSpec) -> None:
    """A large volume lying flat, with a smaller one across it."""
    scene.pitch += 16
    cast_block(scene, (520, 64, 380))
    faces = block(scene, (520, 58, 380), of(spec.main))
    pages(scene, faces["side"], inset=6)
    spine(scene, faces["front"], colour(spec.second), flat=True)
    bind(scene, spec, faces["top"], 1.04)
    scene.yaw -= 26
    foot = [scene.at(x, 58, z) for x, z in ((-110, 150), (190, 150), (190, -60), (-110, -60))]
    cast(scene, foot, 40, strength=0.3)
    small = block(scene, (300, 34, 210), of(spec.second), (40, 58, 40))
    pages(scene, small["side"], inset=4)
    spine(scene, small["front"], colour(spec.main), flat=True)
    scene.fill(small["top"].put(rect(24, 24, 252, 162)), lit(colour(spec.main), 1.1), alpha=0.9)
    scene.fill(small["top"].put(rect(30, 30, 240, 150)), lit(colour(spec.second), 1.06))


def framed(scene: Scene, spec: PictureSpec) -> None:
    """A print in a wooden frame, leaning on the wall."""
    tall, wide = (520, 400) if spec.seed % 2 else (430, 540)
    scene.yaw *= 0.5
    cast_block(scene, (wide, tall * 0.7, 26))
    faces = block(scene, (wide, tall, 26), of("oak" if spec.pattern != "dark" else "espresso"))
    front = faces["front"]
    sheet = scene.fill(front.put(rect(18, 18, wide - 36, tall - 36)), (246, 241, 230))
    corners = [front.put([p])[0] for p in ((64, 64), (wide - 64, 64), (64, tall - 64))]
    scene.fill(
        front.put(rect(64, 64, wide - 128, tall - 128)),
        texture(cover(spec.main, spec.second, spec.seed), *corners),
    )
    dusk(scene, front.put(rect(18, tall - 34, wide - 36, 16)), sheet, strength=0.3, blur=7)
    shine(
        scene,
        front.put(
            [(wide * 0.1, 18), (wide * 0.36, 18), (wide * 0.8, tall - 18), (wide * 0.56, tall - 18)]
        ),
        sheet,
        strength=0.16,
        blur=3,
    )


SHAPES = {
    "standing": Thing(standing, (-60, 300)),
    "stack": Thing(stack, (-40, 150)),
    "row": Thing(row, (-60, 260)),
    "open": Thing(open_book, (-140, 90), lift=70),
    "atlas": Thing(atlas, (-60, 80), lift=60),
    "framed": Thing(framed, (-60, 300)),
}
