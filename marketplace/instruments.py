"""What somebody paid with. A provider names it by a kind and the last digits: card ··4242."""

from __future__ import annotations

from django.utils.translation import gettext as _


def in_words(instrument: str) -> str:
    """In the reader's language; a kind that we have no word for stays as the provider says it."""
    kind, dots, digits = instrument.partition(" ··")
    words = {
        "card": _("card"),
        "voucher": _("voucher"),
        "transfer": _("bank transfer"),
        "balance": _("balance"),
    }.get(kind, kind)
    return f"{words}{dots}{digits}"
