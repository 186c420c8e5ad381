"""Pictures from people: judged by their content, re-encoded, and free of what the camera added."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from escrow.story import Refusal

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
QUALITY = 82

try:
    from pillow_heif import register_heif_opener
except ImportError:  # HEIC is an optional extra
    pass
else:
    register_heif_opener()


class BadPhoto(Refusal):
    """The file is no picture we can take; the sentence says why and what to do."""


@dataclass(frozen=True)
class Photo:
    """A decoded picture and what we know of its original."""

    image: Image.Image
    original: bytes
    sha256: str
    captured_at: datetime | None

    def encoded(self, longest: int, *, square: bool = False) -> ContentFile[bytes]:
        """A fresh JPEG at most that long (or exactly that square), with nothing but pixels in it."""
        if square:
            copy = ImageOps.fit(self.image, (longest, longest), Image.Resampling.LANCZOS)
        else:
            copy = self.image.copy()
            copy.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        clean = Image.new("RGB", copy.size, "white")
        clean.paste(copy)
        out = BytesIO()
        clean.save(out, "JPEG", quality=QUALITY, optimize=True)
        return ContentFile(out.getvalue(), name="photo.jpg")


def read(upload: BinaryIO, name: str = "") -> Photo:
    """Decode an upload. Raises BadPhoto with a sentence for the person who sent it."""
    content = upload.read(MOST_BYTES + 1)
    if not content:
        raise BadPhoto(_("“%(name)s” is empty. Choose the picture again.") % {"name": name})
    if len(content) > MOST_BYTES:
        raise BadPhoto(_("“%(name)s” is larger than 10 MB. Send a smaller copy.") % {"name": name})
    image, captured_at = _decoded(content, name)
    return Photo(image, content, hashlib.sha256(content).hexdigest(), captured_at)


def _decoded(content: bytes, name: str) -> tuple[Image.Image, datetime | None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(content), formats=FORMATS)
            if opened.width * opened.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            captured_at = _captured_at(opened)
            upright = ImageOps.exif_transpose(opened)
            return upright.convert("RGB"), captured_at
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise BadPhoto(
            _("“%(name)s” has more than 50 megapixels. Send a smaller copy.") % {"name": name}
        ) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as wrong:
        raise BadPhoto(
            _("“%(name)s” is not a picture we can read. Send a JPEG, PNG, WebP or HEIC photo.")
            % {"name": name}
        ) from wrong


def _captured_at(image: Image.Image) -> datetime | None:
    """When the camera says it was taken, kept apart as a hint for staff."""
    exif = image.getexif()
    taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(
        ExifTags.Base.DateTime
    )
    try:
        return datetime.strptime(str(taken), "%Y:%m:%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
