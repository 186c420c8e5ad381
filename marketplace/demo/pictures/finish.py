"""From the large canvas to the photograph: shrink, grain, vignette."""

from functools import lru_cache
from random import Random

from PIL import Image, ImageChops

from .scene import Scene

GRAIN_SIZE = 512


def develop(scene: Scene, *, grain: float = 3, vignette: float = 0.14) -> Image.Image:
    """The finished picture at its real size."""
    image = scene.image.resize(scene.size, Image.Resampling.BOX)
    image.paste((30, 24, 34), (0, 0), _edges(scene.size, vignette))
    return ImageChops.add(image, _grain(scene.size, grain, scene.random), 1, -128)


@lru_cache(maxsize=4)
def _edges(size: tuple[int, int], strength: float) -> Image.Image:
    field = Image.radial_gradient("L").resize(size, Image.Resampling.BILINEAR)
    return field.point([round(max(0, v - 90) * strength) for v in range(256)])


def _grain(size: tuple[int, int], strength: float, random: Random) -> Image.Image:
    x, y = random.randrange(GRAIN_SIZE), random.randrange(GRAIN_SIZE)
    return _noise(size, strength).crop((x, y, x + size[0], y + size[1]))


@lru_cache(maxsize=4)
def _noise(size: tuple[int, int], strength: float) -> Image.Image:
    data = Random("grain").randbytes(GRAIN_SIZE * GRAIN_SIZE)
    table = [round(128 + (v - 128) * strength / 64) for v in range(256)]
    tile = Image.frombytes("L", (GRAIN_SIZE, GRAIN_SIZE), data).point(table)
    sheet = Image.new("L", (size[0] + GRAIN_SIZE, size[1] + GRAIN_SIZE))
    for x in range(0, sheet.width, GRAIN_SIZE):
        for y in range(0, sheet.height, GRAIN_SIZE):
            sheet.paste(tile, (x, y))
    return Image.merge("RGB", [sheet] * 3)
