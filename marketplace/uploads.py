"""Files from people, as they come in: judged by their first bytes and their header only."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

from escrow.story import Refusal
from marketplace import sniffing, upload_words
from marketplace.sniffing import Format

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_PAGES = 20
PHOTOS = frozenset(Format) - {Format.PDF}
PHOTOS_AND_PAPERS = frozenset(Format)
LONGEST_NAME = 100


class BadFile(Refusal):
    """The file is nothing we can take; the sentence says why and what to do."""


@dataclass(frozen=True)
class Upload:
    """A file that may be decoded, and what its header says of it."""

    name: str
    file: BinaryIO
    format: Format
    width: int | None = None
    height: int | None = None

    @property
    def content(self) -> bytes:
        """Read anew each time: of twenty files never more than one is in memory."""
        self.file.seek(0)
        return self.file.read(MOST_BYTES)


def receive(
    file: BinaryIO, name: str = "", *, formats: frozenset[Format] = PHOTOS_AND_PAPERS
) -> Upload:
    """The file, if it may be decoded. Raises BadFile with a sentence for who sent it."""
    name = clean_name(name)
    content = file.read(MOST_BYTES + 1)
    if not content:
        raise bad("empty", name)
    if len(content) > MOST_BYTES:
        raise bad("too_large", name)
    format = sniffing.format_of(content)
    if format not in formats:
        raise bad("unknown" if Format.PDF in formats else "no_photo", name)
    if format == Format.PDF:
        return Upload(name, file, format)
    size = sniffing.size_of(content, format)
    if size is None:
        raise bad("broken", name)
    if size[0] * size[1] > MOST_PIXELS:
        raise bad("too_many_pixels", name)
    return Upload(name, file, format, *size)


def bad(code: str, name: str) -> BadFile:
    return BadFile(upload_words.sentence(code, name))


def clean_name(given: str) -> str:
    """Only for people to read: no folders, and no characters that hide or turn what is written."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    return " ".join(seen.split())[:LONGEST_NAME]
