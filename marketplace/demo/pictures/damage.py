"""Evidence photos: the thing as it arrived, on the hall floor, by flash light."""

from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .families import thing_of
from .finish import develop
from .floor import paint_floor
from .palette import colour, lit
from .scene import Scene
from .spec import PictureSpec
from .wounds import leave, scratch, smash, stain

USUAL = {
    "lamps": "broken",
    "ceramics": "broken",
    "plants": "broken",
    "bear": "stained",
    "textiles": "stained",
    "bags": "stained",
    "books": "stained",
}
OTHER_COLOUR = {"red": "cobalt", "teal": "orange", "black": "rose", "cobalt": "red"}


def draw_damage(spec: PictureSpec, kind: str = "") -> Image.Image:
    """The thing broken, stained, scratched or wrong; what is usual for such things if not said."""
    kind = kind or USUAL.get(spec.shape, USUAL.get(spec.family, "scratched"))
    scene = Scene(Random(f"{spec.key()}#{kind}"))
    paint_floor(scene)
    thing, cover = _photographed(scene, _delivered(spec, kind))
    {"broken": smash, "stained": stain, "scratched": scratch}.get(kind, leave)(thing, cover)
    pieces = _in_two(scene.random, cover) if kind == "broken" else [(cover, 0.0, (0, 0))]
    for mask, turn, shift in pieces:
        _lay(scene, thing, mask, turn, shift)
    if kind == "broken":
        _shards(scene, spec)
    return _flashed(develop(scene, grain=11, vignette=0.3))


def _delivered(spec: PictureSpec, kind: str) -> PictureSpec:
    if kind != "wrong":
        return spec
    other = OTHER_COLOUR.get(spec.main, "teal")
    return PictureSpec(
        spec.family, spec.shape, other, spec.main, spec.backdrop, spec.pattern, spec.seed + 1
    )


def _photographed(scene: Scene, spec: PictureSpec) -> tuple[Scene, Image.Image]:
    thing = thing_of(spec)
    layer = Scene(
        scene.random, origin=(440, 720 - thing.lift), zoom=0.94 * thing.closer, yaw=15, pitch=30
    )
    layer.image = scene.image.copy()
    cover = layer.coverage = Image.new("L", layer.image.size)
    thing.draw(layer, spec)
    layer.coverage = None
    return layer, cover


def _in_two(random: Random, cover: Image.Image) -> list[tuple[Image.Image, float, tuple[int, int]]]:
    left, top, right, bottom = cover.getbbox() or (0, 0, 10, 10)
    level = top + (bottom - top) * 0.46
    line = [
        (left - 9 + (right - left + 18) * i / 14, level + random.uniform(-34, 34) + (i - 7) * 9)
        for i in range(15)
    ]
    half = Image.new("L", cover.size)
    ImageDraw.Draw(half).polygon([*line, (right + 20, top - 20), (left - 20, top - 20)], fill=255)
    upper = ImageChops.multiply(cover, half)
    lower = ImageChops.subtract(cover, half)
    reach = round((bottom - top) * 0.3)
    return [(lower, 0.0, (-110, 0)), (upper, -74.0, (300, reach + 90))]


def _lay(
    scene: Scene, thing: Scene, mask: Image.Image, turn: float, shift: tuple[int, int]
) -> None:
    box = mask.getbbox() or (0, 0, 10, 10)
    centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    piece, cover = (
        image.rotate(turn, Image.Resampling.BILINEAR, center=centre, translate=shift)
        for image in (thing.image, mask)
    )
    small = cover.resize((cover.width // 8, cover.height // 8)).filter(
        ImageFilter.GaussianBlur(2.2)
    )
    shade = ImageChops.offset(small.resize(cover.size, Image.Resampling.BILINEAR), 22, 16)
    scene.image.paste((18, 14, 14), (0, 0), shade.point([round(v * 0.62) for v in range(256)]))
    scene.image.paste(piece, (0, 0), cover)


def _shards(scene: Scene, spec: PictureSpec) -> None:
    for _ in range(13):
        x, y = scene.random.uniform(-300, 380), scene.random.uniform(-150, 60)
        size = scene.random.uniform(10, 40)
        tint = colour(scene.random.choice((spec.main, spec.main, spec.second)))
        shape = [
            (
                x + size * a * scene.random.uniform(0.5, 1),
                y + size * b * scene.random.uniform(0.3, 0.7),
            )
            for a, b in ((-1, -0.4), (0.2, -1), (1, 0.1), (0.3, 1), (-0.6, 0.7))
        ]
        scene.soft([(a + 5, b - 6) for a, b in shape], (18, 14, 14), 0.6, 4)
        scene.fill([(a, b - 4) for a, b in shape], lit(tint, 0.6))
        scene.fill(shape, lit(tint, scene.random.uniform(0.85, 1.2)))


def _flashed(image: Image.Image) -> Image.Image:
    turned = (
        image.rotate(-5, Image.Resampling.BICUBIC)
        .crop((60, 60, 940, 940))
        .resize(image.size, Image.Resampling.BICUBIC)
    )
    red, green, blue = turned.split()
    harsher = [max(0, min(255, round((v - 128) * 1.14 + 132))) for v in range(256)]
    return Image.merge(
        "RGB",
        (red.point(harsher), green.point(harsher), blue.point([round(v * 0.9) for v in harsher])),
    )
