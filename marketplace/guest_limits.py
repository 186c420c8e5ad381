"""How often somebody may buy as a guest: nobody fills a stranger's mailbox with us."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from escrow.story import Refusal, require
from marketplace import how_often

HOUR, DAY = 3600, 86_400
FROM_ONE_PLACE, TO_ONE_MAILBOX = 10, 5


class TooOften(Refusal):
    """Whether the address is known makes no difference."""


def count(place: str, address: str) -> None:
    """One more purchase from this place and to this mailbox. Raises TooOften."""
    sentence = _("That was often. Open an account, or try again later.")
    require(_within(f"place:{place}", FROM_ONE_PLACE, HOUR), TooOften, sentence)
    require(_within(f"mailbox:{address.lower()}", TO_ONE_MAILBOX, DAY), TooOften, sentence)


def _within(what: str, most: int, seconds: int) -> bool:
    key = f"guest:{hashlib.sha256(what.encode()).hexdigest()}"
    return how_often.is_within(key, most, seconds)
