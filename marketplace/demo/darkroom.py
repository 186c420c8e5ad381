"""The demo's photos, drawn and printed in two other processes while the story goes on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from multiprocessing import get_context
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from marketplace import photos
from marketplace.demo.pictures import draw, draw_banner, draw_damage

PROCESSES = 2
QUALITY = 88
Prints = dict[int, bytes]
Drawing = Callable[..., Image.Image]
DRAWINGS: dict[str, Drawing] = {"shot": draw, "damage": draw_damage, "banner": draw_banner}


@dataclass(frozen=True)
class PrintedPhoto(photos.Photo):
    """A photo whose square copies were made by the process that drew it."""

    prints: Prints = field(default_factory=dict)

    def encoded(self, longest: int, *, square: bool = False) -> ContentFile[bytes]:
        if square and longest in self.prints:
            return ContentFile(self.prints[longest], name="photo.jpg")
        return super().encoded(longest, square=square)


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

    def order(self, drawing: str, *what: Any, sizes: tuple[int, ...] = ()) -> None:
        """Begin to draw it, with square copies of these sizes."""
        if (drawing, what) not in self._ordered:
            self._ordered[drawing, what] = self._pool.submit(developed, drawing, what, sizes)

    def take(self, drawing: str, *what: Any) -> PrintedPhoto:
        """The picture, as soon as it is ready."""
        self.order(drawing, *what)
        original, prints = self._ordered.pop((drawing, what)).result()
        read = photos.read(BytesIO(original))
        return PrintedPhoto(read.image, read.original, read.sha256, read.captured_at, prints)


def developed(drawing: str, what: tuple[Any, ...], sizes: tuple[int, ...]) -> tuple[bytes, Prints]:
    """Runs in the other process: the picture as a JPEG, and its square copies."""
    out = BytesIO()
    DRAWINGS[drawing](*what).save(out, "JPEG", quality=QUALITY)
    photo = photos.read(BytesIO(out.getvalue()))
    return out.getvalue(), {size: photo.encoded(size, square=True).read() for size in sizes}
