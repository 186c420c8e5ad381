"""Steps: what a bank's case says of the buyer who went there."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Sum

from disputes import marking
from disputes.models import Mark, MarkEnd
from escrow.models import Chargeback, Refund
from escrow.models.refund import RefundState
from escrow.story import step
from marketplace.models import Order


@step
def note_taken(chargeback: Chargeback, orders: Sequence[Order]) -> None:
    """The bank took what the buyer had got back from us, all of it, before they went there."""
    if _was_all_given_back(chargeback):
        _mark(chargeback, orders, Mark.Code.ASKED_TWICE)


@step
def note_won(chargeback: Chargeback, orders: Sequence[Order]) -> None:
    """The bank had taken the money, read both sides and gave it back. A mere question is no mark."""
    if chargeback.taken_at is not None:
        _mark(chargeback, orders, Mark.Code.BANK_SAID_NO)


@step
def note_lost(chargeback: Chargeback) -> None:
    """The bank found for the buyer: whatever we thought of it counts no more."""
    for mark in Mark.objects.unended().filter(chargeback=chargeback).order_by("pk"):
        marking.end(mark, MarkEnd.Why.BANK, by=None)


def _was_all_given_back(chargeback: Chargeback) -> bool:
    """Nothing of the payment was left with us or the seller, and the refunds had arrived."""
    if chargeback.parts.exists():
        return False
    arrived = Refund.objects.filter(
        payment=chargeback.payment_id,
        state__in=[RefundState.SUCCEEDED, RefundState.CREDITED],
        succeeded_at__lt=chargeback.opened_at,
    )
    given = arrived.aggregate(sum=Sum("amount_minor"))["sum"] or 0
    return bool(given >= chargeback.amount_minor)


@step
def _mark(chargeback: Chargeback, orders: Sequence[Order], code: str) -> None:
    """About one of the orders that the payment paid; one that is marked already counts once."""
    if not orders:
        return
    marked = Mark.objects.filter(order__in=orders).values_list("order", flat=True).first()
    order = next((one for one in orders if one.pk == marked), orders[0])
    marking.write(Mark(chargeback=chargeback, order=order, code=code), by=None)
