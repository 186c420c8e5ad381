"""What a file is, by its first bytes and its header: never by its name, and without decoding it.

Plain reading of bytes, so that no decoder meets a stranger's file inside a request.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from enum import StrEnum

Size = tuple[int, int]


class Format(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"


HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the JPEG segments that say how large it is
ALONE = {0x01, *range(0xD0, 0xD9)}  # JPEG segments without a length
SCAN = 0xDA


def format_of(content: bytes) -> Format | None:
    """One of the formats we take, or None."""
    if content.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Format.WEBP
    if content.startswith(b"%PDF-"):
        return Format.PDF
    return Format.HEIC if _is_heic(content) else None


def size_of(content: bytes, format: Format) -> Size | None:
    """Width and height as a picture's header has them; None where it has none."""
    try:
        width, height = READERS[format](content)
    except (struct.error, IndexError, ValueError):
        return None
    return (width, height) if width > 0 and height > 0 else None


def _is_heic(content: bytes) -> bool:
    if content[4:8] != b"ftyp" or content[8:12] not in HEIC_BRANDS:
        return False
    brands = content[8 : int.from_bytes(content[:4], "big")]
    return b"avif" not in brands


def _jpeg(content: bytes) -> Size:
    position = 2
    while position < len(content):
        (mark,) = struct.unpack_from(">H", content, position)
        kind = mark & 0xFF
        if mark == 0xFFFF:  # padding
            position += 1
        elif mark < 0xFF00 or kind == SCAN:
            break
        elif kind in FRAMES:
            height, width = struct.unpack_from(">HH", content, position + 5)
            return width, height
        elif kind in ALONE:
            position += 2
        else:
            position += 2 + max(2, int(struct.unpack_from(">H", content, position + 2)[0]))
    raise ValueError


def _png(content: bytes) -> Size:
    if content[12:16] != b"IHDR":
        raise ValueError
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _webp(content: bytes) -> Size:
    chunk = content[12:16]
    if chunk == b"VP8X":
        packed = int.from_bytes(content[24:30].ljust(6, b"\0"), "little")
        return 1 + (packed & 0xFFFFFF), 1 + (packed >> 24)
    if chunk == b"VP8L" and content[20] == 0x2F:
        (packed,) = struct.unpack_from("<I", content, 21)
        return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    if chunk == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise ValueError


def _heic(content: bytes) -> Size:
    """The largest image in it: the others are its tiles and its thumbnail."""
    sizes = [
        struct.unpack_from(">II", body, 4)
        for meta in _inside(content, b"meta")
        for properties in _inside(meta[4:], b"iprp")
        for container in _inside(properties, b"ipco")
        for body in _inside(container, b"ispe")
    ]
    return max(sizes, key=lambda size: size[0] * size[1])


def _inside(boxes: bytes, wanted: bytes) -> Iterator[bytes]:
    """The bodies of the boxes of a kind, one level deep."""
    position = 0
    while position + 8 <= len(boxes):
        length, kind = struct.unpack_from(">I4s", boxes, position)
        head = 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", boxes, position + 8)
            head = 16
        end = position + length if length else len(boxes)
        if end < position + head:
            raise ValueError
        if kind == wanted:
            yield boxes[position + head : end]
        position = end


READERS: dict[Format, Callable[[bytes], Size]] = {
    Format.JPEG: _jpeg,
    Format.PNG: _png,
    Format.WEBP: _webp,
    Format.HEIC: _heic,
}
