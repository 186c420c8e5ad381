"""How soon a seller answers a buyer's first message: the facts behind rate and median.

A conversation counts once. Answered is written with the answer, in its transaction; silence is
noted by the clock when a day is over, or with an answer that comes before the clock does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from escrow import audit, clock, deadlines
from escrow.story import step, story
from marketplace.models import Conversation
from sellers.models import PerformanceFact

KIND = "reply_day"
A_DAY = timedelta(hours=24)


@step
def start(conversation: Conversation) -> None:
    assert conversation.asked_at
    deadlines.set(conversation, KIND, conversation.asked_at + A_DAY)


@step
def stop(conversation: Conversation) -> None:
    """The seller has answered; later than a day is noted as silence too."""
    assert conversation.asked_at
    assert conversation.answered_at
    took = conversation.answered_at - conversation.asked_at
    _note(conversation, PerformanceFact.Kind.ANSWERED, int(took.total_seconds()))
    if took >= A_DAY:
        _note(conversation, PerformanceFact.Kind.UNANSWERED, int(A_DAY.total_seconds()))
    deadlines.cancel([conversation], KIND)


@story
def note_silence(ids: Iterable[str]) -> None:
    """A day is over and nobody has answered."""
    due = deadlines.due_subjects([str(pk) for pk in ids], KIND, Conversation)
    for conversation in Conversation.objects.order_by("pk").locked().filter(pk__in=due):
        if conversation.answered_at is None:
            _note(conversation, PerformanceFact.Kind.UNANSWERED, int(A_DAY.total_seconds()))
            audit.record(None, "not_answered", conversation, day=clock.now().date().isoformat())
    deadlines.done_by_id(Conversation, due, KIND)


def _note(conversation: Conversation, kind: str, seconds: int) -> None:
    assert conversation.asked_at
    fact = PerformanceFact(
        seller_id=conversation.seller_id,
        kind=kind,
        reference=f"conversation:{conversation.pk}",
        at=conversation.asked_at,
        value=seconds,
        buyer_id=conversation.buyer_id,
    )
    PerformanceFact.objects.bulk_create([fact], ignore_conflicts=True)
