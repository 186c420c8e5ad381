"""What happens to things on the way: cracks, stains, scratches."""

from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .geometry import Point, ellipse, smooth
from .scene import Scene


def smash(thing: Scene, cover: Image.Image) -> None:
    """Cracks through what is left standing."""
    left, top, right, bottom = cover.getbbox() or (0, 0, 10, 10)
    for _ in range(3):
        start = (
            thing.random.uniform(left, right),
            thing.random.uniform((top + bottom * 2) / 3, bottom),
        )
        _crack(thing, cover, start, thing.random.uniform(0.2, 0.4) * (bottom - top))


def stain(thing: Scene, cover: Image.Image) -> None:
    """Stains that have soaked in."""
    box = cover.getbbox() or (0, 0, 10, 10)
    for size, strength in ((0.2, 0.5), (0.11, 0.6), (0.06, 0.7)):
        x, y = _inside(thing.random, cover, box)
        reach = (box[2] - box[0]) * size
        blot = [
            (x + px * thing.random.uniform(0.8, 1.2), y + py * thing.random.uniform(0.8, 1.2))
            for px, py in ellipse(0, 0, reach, reach * 0.6)[::5]
        ]
        for grow, blur in ((1.0, 3), (0.84, 9)):
            outline = smooth(
                [(x + (a - x) * grow, y + (b - y) * grow) for a, b in blot], closed=True
            )
            _tint(thing, cover, outline, (74, 46, 26), strength * 0.6, blur)


def scratch(thing: Scene, cover: Image.Image) -> None:
    """Scratches, a dent and a crack."""
    box = cover.getbbox() or (0, 0, 10, 10)
    for _ in range(9):
        x, y = _inside(thing.random, cover, box)
        dx, dy = thing.random.uniform(60, 240), thing.random.uniform(-70, 30)
        for shift, tint in ((0, (244, 240, 232)), (3, (30, 26, 28))):
            line = [(x, y + shift), (x + dx * 0.5, y + dy * 0.4 + shift), (x + dx, y + dy + shift)]
            _tint(thing, cover, [*line, *[(a, b + 4) for a, b in reversed(line)]], tint, 0.85, 0.6)
    x, y = _inside(thing.random, cover, box)
    _tint(thing, cover, ellipse(x, y, 60, 44), (24, 20, 24), 0.6, 12)
    _crack(thing, cover, (x, y), 200)


def leave(thing: Scene, cover: Image.Image) -> None:
    """The wrong thing is whole; it is just not the one."""


def _crack(thing: Scene, cover: Image.Image, start: Point, reach: float) -> None:
    for turn in range(3):
        x, y = start
        line = [start]
        for _ in range(6):
            x += thing.random.uniform(-0.1, 0.34) * reach * (1, -1, 0.4)[turn]
            y += thing.random.uniform(-0.1, 0.26) * reach * (1, 0.6, -1)[turn]
            line.append((x, y))
        _tint(
            thing,
            cover,
            [*line, *[(a + 6, b + 5) for a, b in reversed(line)]],
            (22, 18, 22),
            0.9,
            0.5,
        )
        _tint(
            thing,
            cover,
            [*[(a + 7, b + 6) for a, b in line], *[(a + 11, b + 9) for a, b in reversed(line)]],
            (250, 246, 238),
            0.7,
            0.8,
        )


def _tint(
    thing: Scene,
    cover: Image.Image,
    outline: list[Point],
    tint: tuple[int, int, int],
    strength: float,
    blur: float,
) -> None:
    xs, ys, edge = [x for x, _ in outline], [y for _, y in outline], blur * 3 + 2
    box = (
        round(min(xs) - edge),
        round(min(ys) - edge),
        round(max(xs) + edge),
        round(max(ys) + edge),
    )
    mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    ImageDraw.Draw(mask).polygon(
        [(x - box[0], y - box[1]) for x, y in outline], fill=round(255 * strength)
    )
    soft = ImageChops.multiply(mask.filter(ImageFilter.GaussianBlur(blur)), cover.crop(box))
    thing.image.paste(tint, box, soft)


def _inside(random: Random, cover: Image.Image, box: tuple[int, int, int, int]) -> Point:
    for _ in range(40):
        x, y = random.uniform(box[0], box[2]), random.uniform(box[1], box[3])
        if cover.getpixel((int(x), int(y))):
            return x, y
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
