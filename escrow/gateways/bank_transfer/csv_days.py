"""Days as banks write them. Which formats are tried is a setting: 03/04 is April only by agreement."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from escrow.gateways.bank_transfer.lines import BadStatement


def day(text: str, number: int) -> date:
    """The first format that fits."""
    for form in settings.BANK_TRANSFER_CSV_DAYS:
        try:
            return datetime.strptime(text.strip(), form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise BadStatement(
        _("Line %(number)d: “%(text)s” is no day. The formats are in %(name)s.")
        % {"number": number, "text": text.strip()[:20], "name": "BANK_TRANSFER_CSV_DAYS"}
    )
