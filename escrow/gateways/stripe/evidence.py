"""Our evidence as a bank reads it: a page of plain lines, as a document and as text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from fpdf import FPDF

from escrow.models import Chargeback

LONGEST_TEXT = 20_000


class Document(BytesIO):
    """A file as it is sent: with a name."""

    name = "evidence.pdf"


def text(pack: Mapping[str, Any]) -> str:
    """One line for each fact, in the order of the pack."""
    return "\n".join(_lines(pack, ""))


def document(chargeback: Chargeback, pack: Mapping[str, Any]) -> bytes:
    """The same as a PDF. What its letters cannot show is complete in the text beside it."""
    page = FPDF(format="A4")
    # The same pack is the same document: else its key would be refused when it is sent again.
    page.set_creation_date(chargeback.opened_at)
    page.add_page()
    page.set_font("Helvetica", size=10)
    for line in text(pack).splitlines():
        shown = line.encode("latin-1", "replace").decode("latin-1")
        page.multi_cell(0, 5, shown, new_x="LMARGIN", new_y="NEXT")
    return bytes(page.output())


def fingerprint(pack: Mapping[str, Any]) -> str:
    """Tells one pack from another."""
    words = json.dumps(pack, sort_keys=True, default=str).encode()
    return hashlib.sha256(words).hexdigest()[:16]


def _lines(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _lines(each, f"{name} {key}".strip())
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value, 1):
            yield from _lines(each, f"{name} {number}")
    elif value not in ("", None):
        yield f"{name.replace('_', ' ').capitalize()}: {value}"
