"""What the two said to each other, read by staff who decide their case; written down each time."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from disputes import conflicts
from disputes.models import Dispute
from disputes.models.dispute_state import MAY_DECIDE, UNSENT
from escrow import audit
from escrow.story import story
from marketplace.models import Conversation, Message


@story
def read_conversation(dispute: Dispute, *, by: Any, why: str = "") -> list[Message]:
    """Oldest first, with the original words: about the order, and before it about what was bought.

    Raises Dispute.DoesNotExist for everybody else, the two themselves and who is near to them.
    """
    if not by.has_perm(MAY_DECIDE) or dispute.state in UNSENT:
        raise Dispute.DoesNotExist
    if conflicts.why_not(dispute, by):
        raise Dispute.DoesNotExist
    found = _between(dispute)
    detail = {"why": why} if why else {}
    audit.record(by, "read_conversation", dispute, *found, **detail)
    said = Message.objects.filter(conversation__in=found).order_by("pk")
    return list(said.select_related("by", "conversation__listing", "conversation__order"))


def _between(dispute: Dispute) -> list[Conversation]:
    order = dispute.order
    things = order.lines.values("listing")
    before = Q(buyer=order.buyer_id, listing__in=things)
    return list(Conversation.objects.filter(Q(order=order) | before).order_by("pk"))
