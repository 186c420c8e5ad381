"""Contact data in what people write to each other, hidden from the other side.

Who leaves Holdfast leaves its protection: e-mail addresses, telephone numbers, links to elsewhere,
names on payment services and bank accounts are not passed on. Numbers of orders and parcels,
prices, sizes and days are.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from marketplace import contact_marks
from marketplace.plain_letters import plain

# Stands in the text where something was hidden, and is worded when it is read.
GAP = "\ufffc"


def hide(text: str, keep: Iterable[str] = ()) -> str:
    """The text with a gap for each piece of contact data. `keep` are numbers known to be harmless."""
    letters = plain(text)
    host = urlsplit(settings.HOLDFAST_BASE_URL).hostname or ""
    known = [plain(one).text for one in [*keep, host] if one]
    spans = [letters.source(*span) for span in contact_marks.found(letters.text, known)]
    return _cut(text, sorted(spans))


def worded(shown: str) -> str:
    """What the other side reads."""
    hidden = _("[contact hidden: keep it here, so that your money stays protected]")
    return shown.replace(GAP, hidden)


def clean(typed: str) -> str:
    """What somebody typed, without what would look like a gap of ours."""
    return typed.replace(GAP, "").replace("\x00", "").replace("\r\n", "\n").strip()


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    """Spans that touch become one gap."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        if start > at or not parts:
            parts.append(text[at:start])
        at = max(at, end)
    return GAP.join([*parts, text[at:]]) if parts else text
