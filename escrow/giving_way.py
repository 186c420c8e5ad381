"""Steps: money that the buyer could still have from us gives way to a bank that was first.

Refunds that never left, and what lies in the buyer's balance of them: nothing is paid twice.
"""

from __future__ import annotations

from escrow import balances, clock, refunds
from escrow.ledger import Entry
from escrow.models import BalanceLot, Chargeback, Payment, Refund
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


@step
def call_back(chargeback: Chargeback, most: Money) -> tuple[Money, list[Entry]]:
    """What lies in balances of the payment's money goes to the bank, up to so much.

    Returns how much it is, and the entries for the story to post with its others.
    """
    called, entries = Money.zero(most.currency), []
    kept = BalanceLot.objects.filter(origin=chargeback.payment, left_minor__gt=0).order_by("pk")
    for lot in kept.select_for_update(no_key=True, of=("self",)):
        part = min(lot.left, most - called)
        if part:
            called += part
            lot.left_minor -= part.minor
            lot.save(update_fields=["left_minor"])
            entries.append(_called_back(chargeback, lot, part))
    return called, entries


def _called_back(chargeback: Chargeback, lot: BalanceLot, part: Money) -> Entry:
    """Its key ends with the refund that the buyer had kept."""
    refund = lot.reference.removeprefix("refund:")
    entry = Entry(f"called-back:{chargeback.pk}:{refund}", "balance_called_back")
    return entry.debit(balances.place(lot.user_id), part).credit(chargeback.suspense, part)


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
