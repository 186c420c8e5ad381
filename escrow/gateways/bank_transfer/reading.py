"""A file from a bank, whatever it is: CAMT.053 or CSV. Read whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from escrow.gateways.bank_transfer import camt, csv_file
from escrow.gateways.bank_transfer.lines import BadStatement, Line

MOST_BYTES = 10 * 1024 * 1024
MOST_LINES = 10_000


def read(content: bytes) -> Sequence[Line]:
    """Every booked line, in the file's order. Raises BadStatement."""
    if not content.strip():
        raise BadStatement(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise BadStatement(_("The file has more than 10 MB. Fetch the statement in parts."))
    lines = camt.read(content) if _is_xml(content) else csv_file.read(content)
    if len(lines) > MOST_LINES:
        raise BadStatement(_("The file has more than 10,000 lines. Fetch the statement in parts."))
    return lines


def _is_xml(content: bytes) -> bool:
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:200].replace(b"\0", b"")
    return start.startswith(b"<")
