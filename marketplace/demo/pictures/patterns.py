"""Textures: woven cloth, and the abstract pictures on covers and prints."""

from math import sin
from random import Random

from PIL import Image, ImageDraw

from .geometry import smooth
from .palette import Colour, colour, lit, mix

SIZE = 480


def cloth(pattern: str, main: str, second: str) -> Image.Image:
    """A square of cloth in that pattern."""
    image = Image.new("RGB", (SIZE, SIZE), colour(main))
    pen = ImageDraw.Draw(image)
    {
        "stripes": _stripes,
        "check": _check,
        "herringbone": _herringbone,
        "kilim": _kilim,
        "dots": _dots,
        "border": _border,
        "patchwork": _patchwork,
    }.get(pattern, _plain)(pen, colour(main), colour(second))
    return _woven(image)


def cover(main: str, second: str, seed: int) -> Image.Image:
    """An abstract cover or print; six compositions."""
    image = Image.new("RGB", (SIZE, SIZE), colour(main))
    a, b = colour(main), colour(second)
    (_suns, _hills, _waves, _blocks, _stem, _moons)[seed % 6](
        ImageDraw.Draw(image), a, b, Random(seed)
    )
    return image


def _stripes(pen: ImageDraw.ImageDraw, a: Colour, b: Colour) -> None:
    for x, width in ((20, 26), (60, 8), (150, 60), (225, 8), (300, 26), (340, 8), (410, 44)):
        pen.rectangle((x, 0, x + width, SIZE), fill=b)


def _check(pen: ImageDraw.ImageDraw, a: Colour, b: Colour) -> None:
    step, middle = 60, mix(a, b, 0.45)
    for i in range(0, SIZE, step * 2):
        pen.rectangle((i, 0, i + step, SIZE), fill=middle)
        pen.rectangle((0, i, SIZE, i + step), fill=middle)
    for i in range(0, SIZE, step * 2):
        for j in range(0, SIZE, step * 2):
            pen.rectangle((i, j, i + step, j + step), fill=b)


def _herringbone(pen: ImageDraw.ImageDraw, a: Colour, b: Colour) -> None:
    soft = mix(a, b, 0.6)
    for column in range(12):
        for row in range(-2, 26):
            x, y = column * 40, row * 20
            lean = 20 if column % 2 else -20
            pen.line([(x, y), (x + 40, y + lean)], fill=soft, width=7)


def _kilim(pen: ImageDraw.ImageDraw, a: Colour, b: Colour) -> None:
    light = mix(b, colour("cream"), 0.5)
    for row in range(5):
        y = 48 + row * 96
        for column in range(4):
            x = 60 + column * 120
            for size, tint in ((52, b), (34, light), (16, a)):
                pen.polygon(
                    [(x - size, y), (x, y - size * 0.8), (x + size, y), (x, y + size * 0.8)],
                    fill=tint,
                )
        pen.line([(0, y - 48), (SIZE, y - 48)], fill=light, width=7)


def _dots(pen: ImageDraw.ImageDraw, a: Colour, b: Colour) -> None:
    for row in range(9):
        for column in range(9):
            x, y = column * 60 + (row % 2) * 30, row * 56 + 16
            pen.ellipse((x - 11, y - 11, x + 11, y + 11), fill=b)


def _border(pen: ImageDraw.ImageDraw, a: Colour, b: Colour) -> None:
    pen.rectangle((22, 22, SIZE - 22, SIZE - 22), outline=b, width=22)
    pen.rectangle((66, 66, SIZE - 66, SIZE - 66), outline=mix(a, b, 0.6), width=5)


def _patchwork(pen: ImageDraw.ImageDraw, a: Colour, b: Colour) -> None:
    tints = (a, b, mix(a, b, 0.5), colour("cream"), lit(b, 0.75), colour("blush"))
    for i in range(6):
        for j in range(6):
            x, y = i * 80, j * 80
            pen.rectangle((x, y, x + 80, y + 80), fill=tints[(i * 2 + j * 3) % 6])
            pen.polygon([(x, y), (x + 80, y), (x, y + 80)], fill=tints[(i + j * 2 + 1) % 6])


def _plain(pen: ImageDraw.ImageDraw, a: Colour, b: Colour) -> None:
    """Plain cloth is only its weave."""


def _woven(image: Image.Image) -> Image.Image:
    pen = ImageDraw.Draw(image, "RGBA")
    for i in range(0, SIZE, 6):
        pen.line([(0, i), (SIZE, i)], fill=(0, 0, 0, 18), width=2)
        pen.line([(i, 0), (i, SIZE)], fill=(255, 255, 255, 16), width=2)
    return image


def _suns(pen: ImageDraw.ImageDraw, a: Colour, b: Colour, random: Random) -> None:
    pen.rectangle((0, 330, SIZE, SIZE), fill=lit(a, 0.7))
    for size, tint in ((150, mix(a, b, 0.35)), (110, mix(a, b, 0.7)), (70, b)):
        pen.ellipse((240 - size, 250 - size, 240 + size, 250 + size), fill=tint)
    pen.rectangle((0, 330, SIZE, 344), fill=colour("cream"))


def _hills(pen: ImageDraw.ImageDraw, a: Colour, b: Colour, random: Random) -> None:
    pen.ellipse((300, 60, 400, 160), fill=colour("cream"))
    for i, part in enumerate((0.3, 0.6, 0.9)):
        top = 210 + i * 80
        ridge = [(x, top + 46 * sin(x / 90 + i * 2.1)) for x in range(0, SIZE + 20, 20)]
        pen.polygon(
            [(0, SIZE), *ridge, (SIZE, SIZE)], fill=mix(mix(a, colour("cream"), 0.3), b, part)
        )


def _waves(pen: ImageDraw.ImageDraw, a: Colour, b: Colour, random: Random) -> None:
    for i in range(11):
        line = [
            (x, 40 + i * 42 + 18 * sin(x / 38 * (1 + i * 0.02) + i))
            for x in range(-10, SIZE + 20, 10)
        ]
        pen.line(line, fill=mix(b, a, i / 16), width=15, joint="curve")


def _blocks(pen: ImageDraw.ImageDraw, a: Colour, b: Colour, random: Random) -> None:
    pen.rectangle((50, 50, 230, 300), fill=b)
    pen.pieslice((180, 120, 440, 380), 180, 360, fill=colour("cream"))
    pen.rectangle((180, 250, 440, 430), fill=lit(b, 0.7))
    pen.ellipse((80, 330, 160, 410), fill=colour("coral"))


def _stem(pen: ImageDraw.ImageDraw, a: Colour, b: Colour, random: Random) -> None:
    pen.line(smooth([(230, 470), (240, 300), (262, 60)]), fill=b, width=7)
    for i in range(6):
        for side in (-1, 1):
            x, y = 238 + i * 4, 400 - i * 58
            tip = (x + side * (120 - i * 11), y - 64)
            pen.polygon(
                smooth(
                    [(x, y), (x + side * 40, y - 62), tip, (x + side * 70, y - 10)], closed=True
                ),
                fill=mix(b, colour("cream"), 0.12 * i),
            )


def _moons(pen: ImageDraw.ImageDraw, a: Colour, b: Colour, random: Random) -> None:
    for i in range(4):
        for j in range(4):
            x, y = 30 + i * 110, 30 + j * 110
            pen.ellipse((x, y, x + 90, y + 90), fill=mix(b, colour("cream"), 0.2 * ((i + j) % 3)))
            pen.pieslice(
                (x, y, x + 90, y + 90),
                90 * ((i * 3 + j) % 4),
                90 * ((i * 3 + j) % 4) + 180,
                fill=lit(a, 0.72),
            )
