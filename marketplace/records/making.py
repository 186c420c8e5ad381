"""Makes the record of an order: a ZIP for one of its parties, signed, and written down as fetched.

It is made when it is asked for and kept nowhere (docs/decisions/0121).
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.utils.encoders import JSONEncoder

from escrow import audit, clock
from escrow.canonical import canonical
from escrow.story import story
from marketplace.models import Order, User
from marketplace.moments import told
from marketplace.printing.paper import Paper
from marketplace.records import keys, parts
from marketplace.records.archive import FORMAT, MANIFEST, PIECE, SIGNATURE, VERSION
from marketplace.records.parts import Part, Piece, Reader

IN_MEMORY = 5_000_000
HOW = """This is the record of an order on Holdfast.
record.pdf is for you; the other files are for programs.
manifest.json names every file with its SHA-256, and manifest.sig is our signature of it.
To check it, keep our keys from /.well-known/holdfast-record-key.json and run:
    python -m marketplace.records.verify FILE --key holdfast-record-key.json
docs/records.md explains every file.
"""


@story
def made(number: str, *, by: User) -> IO[bytes]:
    """All of it at one instant, in the reader's language. Raises Order.DoesNotExist for strangers."""
    whole = Order.objects.visible_to(by).with_money().with_parcels()
    order = whole.filter(paid_at__isnull=False).get(number=number)
    reader = Reader(by, "buyer" if order.buyer_id == by.pk else "seller")
    draft = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (who asked closes it)
    with translation.override(by.language), timezone.override(by.zone):
        _write(draft, order, reader)
    audit.record(by, "record_fetched", order)
    draft.seek(0)
    return draft


def _write(draft: Any, order: Order, reader: Reader) -> None:
    listed: list[dict[str, Any]] = []
    with ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        for piece in _pieces(order, reader):
            listed.append(_add(archive, piece))
        manifest = canonical(_manifest(order, reader, listed))
        archive.writestr(MANIFEST, manifest)
        archive.writestr(SIGNATURE, canonical(keys.signed(FORMAT, manifest)))


def _manifest(order: Order, reader: Reader, listed: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "order": order.number,
        "for": reader.side,
        "made_at": clock.now().isoformat(),
        "files": listed,
    }


def _pieces(order: Order, reader: Reader) -> Iterator[Piece]:
    for part in parts.every():
        yield from part.files(order, reader)
    yield Piece("record.pdf", _paper(order, reader, parts.every()))
    yield Piece("README.txt", HOW.encode())


def _add(archive: ZipFile, piece: Piece) -> dict[str, Any]:
    """Copied in pieces, and measured on the way."""
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(archive, piece):
        digest.update(chunk)
        size += len(chunk)
    return {"name": piece.name, "bytes": size, "sha256": digest.hexdigest()}


def _chunks(archive: ZipFile, piece: Piece) -> Iterator[bytes]:
    if piece.open is None:
        content = piece.data if isinstance(piece.data, bytes) else _json(piece.data)
        archive.writestr(piece.name, content)
        yield content
        return
    archive.compression = ZIP_STORED  # pictures are packed already
    with piece.open() as source, archive.open(piece.name, "w") as copy:
        while chunk := source.read(PIECE):
            copy.write(chunk)
            yield chunk
    archive.compression = ZIP_DEFLATED


def _json(data: Any) -> bytes:
    return json.dumps(data, cls=JSONEncoder, ensure_ascii=False, indent=1).encode()


def _paper(order: Order, reader: Reader, every: list[Part]) -> bytes:
    named = {"number": order.number, "when": told(clock.now(), for_years=True)}
    foot = _("Holdfast · record of order %(number)s · written %(when)s") % named
    title = _("Record of order %(number)s") % named
    paper = Paper(title, language=get_language() or "en", at=clock.now(), foot=foot)
    for part in every:
        part.tell(paper, order, reader)
    return bytes(paper.output())
