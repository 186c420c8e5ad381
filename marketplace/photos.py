"""A listing's pictures: square copies, re-encoded, free of what the camera added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from django.core.files.base import ContentFile

from marketplace import decoding, uploads
from marketplace.decoding import Undecodable

SIZES = {"full": 1200, "card": 480, "thumb": 160}
FORM, ENDING = "WEBP", "webp"


@dataclass(frozen=True)
class Photo:
    """A picture in each of the sizes."""

    prints: dict[str, bytes]

    def copy(self, size: str) -> ContentFile[bytes]:
        return ContentFile(self.prints[size], name=f"photo.{ENDING}")


def read(upload: BinaryIO, name: str = "") -> Photo:
    """Print an upload. Raises BadFile with a sentence for the person who sent it."""
    taken = uploads.receive(upload, name, formats=uploads.PHOTOS)
    squares: decoding.Prints = {size: (pixels, True, FORM) for size, pixels in SIZES.items()}
    try:
        return Photo(decoding.decode(taken.content, taken.format, squares).prints)
    except Undecodable as wrong:
        raise uploads.bad(str(wrong), taken.name) from wrong
