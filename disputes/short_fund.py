"""The guarantee fund is short: whoever can do something about it is told, once a day for each case."""

from __future__ import annotations

from disputes import escalation
from disputes.models import Dispute
from escrow import clock
from escrow.models import Deadline
from escrow.story import story


@story
def alert_staff() -> int:
    """Staff are told of every case whose payment waits; returns how many there are."""
    waiting = Deadline.objects.waiting_for_the_fund().filter(subject_type="dispute")
    ids = list(waiting.values_list("subject_id", flat=True))
    for dispute in Dispute.objects.filter(pk__in=ids).order_by("pk"):
        key = f"{dispute.pk}:{clock.now():%Y%m%d}"
        escalation.alert_staff(dispute, "fund_is_short", key=key)
    return len(ids)
