"""Files that a bank shall read."""

from __future__ import annotations

from typing import Any

from tests.peers.stripe.book import Book, Thing
from tests.peers.stripe.refused import invalid

LONGEST = 5 * 1024 * 1024


def create(book: Book, asked: dict[str, Any]) -> Thing:
    content = asked["file"]
    if not content.startswith(b"%PDF-") and not content.startswith((b"\x89PNG", b"\xff\xd8")):
        raise invalid("file", "a PDF, PNG or JPEG is needed")
    if len(content) > LONGEST:
        raise invalid("file", "larger than 5 MB")
    return book.write("file", "file", purpose=asked["purpose"], size=len(content), _content=content)
