"""The second clock (R6): until when a buyer can complain of a line, whatever its money does."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet, Value
from django.db.models.functions import Greatest

from escrow.story import step
from marketplace.models import Order, OrderLine


def ends_at(order: Order, start: datetime) -> datetime:
    """Until when one can complain of what came then."""
    claim = "claim_plus" if order.checkout.plus else "claim_base"
    return start + order.policy.window(claim)


@step
def run_from(order: Order, lines: QuerySet[OrderLine], start: datetime) -> None:
    """The clock runs from `start`; one that already runs longer is left alone. Saves no order."""
    until = ends_at(order, start)
    if lines.update(claim_until=Greatest("claim_until", Value(until))):
        order.claim_until = max(until, order.claim_until or until)
