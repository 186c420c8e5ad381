"""Decoding what strangers send, in a process of its own (`decoder.py`) that may break."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from marketplace.uploads import MOST_PAGES, MOST_PIXELS

DECODER = Path(__file__).with_name("decoder.py")
PATIENCE_SECONDS = 30
JPEG, RIFF, WEBP = b"\xff\xd8\xff", b"RIFF", b"WEBP"
LONGEST_CODE = 20

# By name: how long at most, whether exactly that square, and a form other than JPEG.
Prints = dict[str, tuple[int, bool] | tuple[int, bool, str]]


class Undecodable(Exception):
    """The file cannot be decoded, or not safely; its text is a code of upload_words."""


@dataclass(frozen=True)
class Decoded:
    """Clean pictures by their names, and what was learned from the file on the way."""

    prints: dict[str, bytes]
    width: int
    height: int
    captured_at: datetime | None = None
    phash: int | None = None


def decode(content: bytes, format: str, prints: Prints) -> Decoded:
    """Pictures of a photo, or `page-1`, `page-2` and so on of a PDF. Raises Undecodable.

    Whatever happens to the child, a crash, too much memory or too much time, is the file's fault.
    """
    job = {"format": format, "prints": prints, "pixels": MOST_PIXELS, "pages": MOST_PAGES}
    with TemporaryFile() as given, TemporaryFile() as answer:
        given.write(content)
        given.seek(0)
        try:
            child = subprocess.run(  # noqa: S603
                [sys.executable, "-I", "-B", str(DECODER), json.dumps(job)],
                stdin=given,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={},
                timeout=PATIENCE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as slow:
            raise Undecodable("too_heavy") from slow
        if child.returncode:
            raise Undecodable("too_heavy")
        answer.seek(0)
        return _read(answer)


def _read(answer: IO[bytes]) -> Decoded:
    """What a child says is believed only in its form: a file may have taken it over."""
    try:
        facts: dict[str, Any] = json.loads(answer.readline())
        if "refused" in facts:
            raise Undecodable(str(facts["refused"])[:LONGEST_CODE])
        prints = {str(name): answer.read(int(length)) for name, length in facts["prints"]}
        taken = facts.get("captured_at")
        decoded = Decoded(
            prints,
            int(facts["width"]),
            int(facts["height"]),
            datetime.fromisoformat(taken) if taken else None,
            facts.get("phash"),
        )
    except (ValueError, KeyError, TypeError) as nonsense:
        raise Undecodable("broken") from nonsense
    if not prints or not all(map(_is_picture, prints.values())):
        raise Undecodable("broken")
    return decoded


def _is_picture(print: bytes) -> bool:
    return print.startswith(JPEG) or (print.startswith(RIFF) and print[8:12] == WEBP)
