"""The wide picture above a shop: its things in a row on one shelf."""

from collections.abc import Sequence
from random import Random
from typing import Protocol

from PIL import Image

from .backdrop import paint_backdrop
from .families import thing_of
from .finish import develop
from .scene import Scene
from .spec import PictureSpec

SIZE = (1600, 500)


class Shop(Protocol):
    """What a banner needs to know of a seller."""

    @property
    def slug(self) -> str: ...

    @property
    def backdrop(self) -> str: ...

    def showcase(self) -> Sequence[PictureSpec]: ...


def draw_banner(seller: Shop) -> Image.Image:
    """Up to five of the seller's things side by side, 1600 × 500."""
    scene = Scene(Random(f"banner/{seller.slug}"), SIZE)
    paint_backdrop(scene, seller.backdrop, scene.random.choice(("window", "table", "leaves")))
    specs = list(seller.showcase())[:5]
    for i, spec in enumerate(specs):
        _place(scene, spec, (i + 0.5) / len(specs))
    return develop(scene, vignette=0.08)


def _place(scene: Scene, spec: PictureSpec, part: float) -> None:
    thing = thing_of(spec)
    scene.yaw, scene.pitch = 24.0, 15.0
    scene.zoom = 0.54 * min(thing.closer, 1.0)
    scene.origin = (SIZE[0] * (0.06 + 0.88 * part), 426 - thing.lift * 0.4)
    thing.draw(scene, spec)
