"""Opens a record that somebody sent us: whatever is in it, nothing is unpacked and little is read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import IO, Any
from zipfile import BadZipFile, ZipFile, ZipInfo

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
FORMAT, VERSION = "holdfast-record", 1
MOST_FILES, MOST_BYTES, MOST_OF_ALL = 5_000, 100_000_000, 1_000_000_000
PIECE = 65_536


class Unreadable(ValueError):
    """It is no record that can be read; the message says why."""


def opened(file: IO[bytes]) -> ZipFile:
    """Raises Unreadable for what could harm whoever reads it."""
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable("this is no ZIP file") from error
    entries = archive.infolist()
    if len(entries) > MOST_FILES or sum(each.file_size for each in entries) > MOST_OF_ALL:
        raise Unreadable("there is too much in it")
    _check_names(entries)
    return archive


def read(archive: ZipFile, name: str) -> bytes:
    """A small file. Raises Unreadable."""
    return b"".join(_pieces(archive, name))


def data(archive: ZipFile, name: str) -> Any:
    try:
        return json.loads(read(archive, name))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{name}: cannot be read") from error


def measured(archive: ZipFile, name: str) -> tuple[int, str]:
    """How long a file is and its SHA-256. Raises Unreadable."""
    digest, size = hashlib.sha256(), 0
    for piece in _pieces(archive, name):
        digest.update(piece)
        size += len(piece)
    return size, digest.hexdigest()


def _pieces(archive: ZipFile, name: str) -> list[bytes]:
    pieces, size = [], 0
    try:
        with archive.open(name) as file:
            while piece := file.read(PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > MOST_BYTES:
                    raise Unreadable(f"{name}: it is too long")
    except Unreadable:
        raise
    except Exception as error:  # zlib, zipfile and codecs have many of their own
        raise Unreadable(f"{name}: cannot be read") from error
    return pieces


def _check_names(entries: list[ZipInfo]) -> None:
    for name, count in Counter(each.filename for each in entries).items():
        if count > 1:
            raise Unreadable(f"{name}: is in it more than once")
        parts = name.split("/")
        odd = name.startswith("/") or "\\" in name or ":" in name or not name.isprintable()
        if odd or any(part in {"", ".", ".."} for part in parts):
            raise Unreadable(f"{name!r}: is no name that a record has")
    for each in entries:
        if each.flag_bits & 1:
            raise Unreadable(f"{each.filename}: is encrypted")
