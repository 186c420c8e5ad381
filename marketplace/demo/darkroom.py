"""The demo's photos, drawn and printed in two other processes while the story goes on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from typing import Any

from PIL import Image, ImageOps

from marketplace.demo.pictures import draw, draw_banner, draw_damage
from marketplace.photos import FORM, SIZES, Photo

PROCESSES = 2
QUALITY = 88
PRINT_QUALITY = 76
Prints = dict[str, bytes]
Drawing = Callable[..., Image.Image]
DRAWINGS: dict[str, Drawing] = {"shot": draw, "damage": draw_damage, "banner": draw_banner}
FOR_LISTINGS = "shot"


@dataclass(frozen=True)
class DrawnPhoto(Photo):
    """A photo and its file, as a camera would have made it."""

    original: bytes


class Darkroom:
    """Draws what is ordered, in that order; a picture ordered early is ready when it is needed."""

    def __init__(self) -> None:
        # Fresh processes: a copy of this one would share its database connection.
        self._pool = ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"))
        self._ordered: dict[Hashable, Future[tuple[bytes, Prints]]] = {}

    def __enter__(self) -> Darkroom:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def order(self, drawing: str, *what: Any) -> None:
        """Begin to draw it."""
        if (drawing, what) not in self._ordered:
            self._ordered[drawing, what] = self._pool.submit(developed, drawing, what)

    def take(self, drawing: str, *what: Any) -> DrawnPhoto:
        """The picture, as soon as it is ready."""
        self.order(drawing, *what)
        original, prints = self._ordered.pop((drawing, what)).result()
        return DrawnPhoto(prints, original)


def developed(drawing: str, what: tuple[Any, ...]) -> tuple[bytes, Prints]:
    """Runs in the other process: the picture as a JPEG, and a listing's square copies of it."""
    picture = DRAWINGS[drawing](*what)
    wanted = SIZES if drawing == FOR_LISTINGS else {}
    prints = {size: _webp(_square(picture, pixels)) for size, pixels in wanted.items()}
    return _jpeg(picture), prints


def _square(picture: Image.Image, pixels: int) -> Image.Image:
    return ImageOps.fit(picture, (pixels, pixels), Image.Resampling.LANCZOS)


def _webp(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, FORM, quality=PRINT_QUALITY)
    return out.getvalue()


def _jpeg(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
