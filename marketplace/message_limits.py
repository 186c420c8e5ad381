"""How much one person may write: nobody is flooded, and nobody floods many."""

from __future__ import annotations

from django.core.cache import caches
from django.utils.translation import gettext as _

from escrow.story import Refusal, require
from marketplace.models import User

MINUTE, DAY = 60, 86_400
IN_TEN_MINUTES, NEW_IN_A_DAY = 30, 30


class TooMuchAtOnce(Refusal):
    """What was typed is kept; it can be sent later."""


def count_message(by: User) -> None:
    """One more from this person. Raises TooMuchAtOnce."""
    sentence = _("That was a lot at once. Wait ten minutes, then send it again.")
    within = _within(f"says:{by.pk}", IN_TEN_MINUTES, 10 * MINUTE)
    require(within, TooMuchAtOnce, sentence)


def count_conversation(by: User) -> None:
    """One more seller who is asked out of the blue. Raises TooMuchAtOnce."""
    sentence = _("You have asked about many things today. Ask about this one tomorrow.")
    require(_within(f"begins:{by.pk}", NEW_IN_A_DAY, DAY), TooMuchAtOnce, sentence)


def _within(what: str, most: int, seconds: int) -> bool:
    key = f"message:{what}"
    caches["forgiving"].add(key, 0, timeout=seconds)
    return bool(caches["forgiving"].incr(key) <= most)
