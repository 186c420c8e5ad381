"""Looking at a photo of a case: the parties may, and staff may when it is written down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from disputes.evidence import open_file
from disputes.models import Evidence
from escrow import audit
from escrow.story import story

FULL, THUMB = "full", "thumb"


@story
def look_at(pk: UUID, *, by: Any, size: str) -> bytes:
    """The clean copy. Raises Evidence.DoesNotExist for everybody it is not meant for."""
    seen = Evidence.objects.visible_to(by).select_related("dispute__order__seller").get(pk=pk)
    order = seen.dispute.order
    if size == FULL and by.pk not in (order.buyer_id, order.seller.user_id):
        audit.record(by, "evidence_viewed", seen, seen.dispute)
    return open_file(seen, size=size)
