"""Steps: refunds that never left give way to a bank that was first, so that nothing is paid twice."""

from __future__ import annotations

from escrow import clock, refunds
from escrow.models import Payment, Refund
from escrow.models.operation import OperationState
from escrow.models.refund import RefundState
from escrow.money import Money
from escrow.story import step

NOT_SENT = [RefundState.APPROVED, RefundState.FAILED, RefundState.BOUNCED]


@step
def give_way(payment: Payment, most: Money) -> Money:
    """So much of what waits to go back to the payment has gone back through the bank.

    Returns how much it was. What is left of a refund goes on as a refund of its own.
    """
    given = Money.zero(most.currency)
    waiting = Refund.objects.filter(payment=payment, state__in=NOT_SENT).order_by("created_at")
    for refund in waiting.select_for_update(no_key=True, of=("self",)):
        part = min(refund.amount, most - given)
        if part:
            refund.payment = payment
            _give_way(refund, part)
            given += part
    return given


def _give_way(refund: Refund, part: Money) -> None:
    for operation in refund.operations.filter(state=OperationState.CREATED):
        operation.drop("bank_was_first", clock.now())
        operation.save()
    rest = refund.amount - part
    refund.amount_minor = part.minor
    refund.give_way(clock.now())
    refund.save()
    if rest:
        refunds.request_rest(refund, rest)
