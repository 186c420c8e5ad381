"""A shop's logo and banner: newly drawn by the decoder that draws every photo, free of its extras."""

from __future__ import annotations

import secrets
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from marketplace import decoding, uploads
from marketplace.decoding import Prints, Undecodable
from marketplace.photos import ENDING, FORM
from sellers.models import Seller

# Longest side in pixels; a logo is cut square.
PRINTS: dict[str, Prints] = {
    "logo": {"logo": (320, True, FORM)},
    "banner": {"banner": (1600, False, FORM)},
}


def read(upload: BinaryIO, name: str, what: str) -> bytes:
    """The picture as it will be shown. Raises BadFile with a sentence for the person who sent it."""
    taken = uploads.receive(upload, name, formats=uploads.PHOTOS)
    try:
        return decoding.decode(taken.content, taken.format, PRINTS[what]).prints[what]
    except Undecodable as wrong:
        raise uploads.bad(str(wrong), taken.name) from wrong


def keep(seller: Seller, what: str, picture: bytes) -> str:
    """Where it lies now; its address cannot be guessed from the shop's."""
    name = f"listings/shop-{seller.pk}-{what}-{secrets.token_hex(6)}.{ENDING}"
    return default_storage.save(name, ContentFile(picture))


def url(name: str) -> str:
    return default_storage.url(name) if name else ""
