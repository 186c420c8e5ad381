"""Refunds of an order that did not reach its buyer."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from escrow.models import Refund
from escrow.models.refund import STRANDED
from marketplace.models import Order


def of(order: Order) -> QuerySet[Refund]:
    """Of its lines, or of a payment that came for nothing; a stranded one waits for its buyer."""
    mine = Q(hold__line__order=order)
    whole = Q(hold=None, payment__tender__checkout=order.checkout_id)
    found = Refund.objects.filter(mine | whole, state__in=STRANDED)
    return found.select_related("payment").order_by("created_at", "pk")
