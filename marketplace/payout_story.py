"""One payout as its page tells it: when it left, what the bank said, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from escrow.models import Operation, Payout
from escrow.models.operation import OperationState
from escrow.models.payout import PayoutState
from marketplace import payout_words


@dataclass(frozen=True)
class Event:
    """A stop on the timeline; `state` is how it is drawn: done, now or lost."""

    at: datetime | None
    title: str
    text: str = ""
    state: str = "done"


def events(payout: Payout) -> list[Event]:
    """Oldest first."""
    told = [Event(payout.created_at, _("Taken out of your balance"))]
    tries = payout.operations.filter(kind=Operation.Kind.PAYOUT).order_by("created_at")
    for number, attempt in enumerate(tries, 1):
        told += _attempt(number, attempt)
    return [*told, *_end(payout)]


def _attempt(number: int, attempt: Operation) -> Iterator[Event]:
    if attempt.asked_at:
        first = _("Sent to your bank")
        again = _("Sent once more (attempt %(n)d)")
        yield Event(attempt.asked_at, first if number == 1 else again % {"n": number})
    if attempt.state == OperationState.DECLINED:
        text = payout_words.why(attempt.decline_code)
        yield Event(attempt.answered_at, _("Your bank would not take it"), text, "lost")
    elif attempt.state == OperationState.UNKNOWN:
        yield Event(None, _("No clear answer yet; we keep asking"), state="now")


def _end(payout: Payout) -> Iterator[Event]:
    if payout.paid_at:
        yield Event(payout.paid_at, _("Your bank has it"))
    if payout.state == PayoutState.RETURNED:
        text = payout_words.why(payout.failure_code)
        yield Event(payout.ended_at, _("Your bank sent it back"), text, "lost")
    if payout.state == PayoutState.CANCELLED:
        text = _("It is in your balance.")
        yield Event(payout.ended_at, _("We stopped trying"), text, "lost")
