"""Money on its way back to where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from escrow import audit, clock, ledger
from escrow.chart import Kind
from escrow.gateways import Answer, Status
from escrow.ledger import Entry, Place
from escrow.models import Hold, HoldFunding, Operation, Payment, Refund
from escrow.money import Money, split_minor
from escrow.story import step, story

IN_TRANSIT = Place(Kind.REFUND_IN_TRANSIT)


@step
def request(given: Sequence[tuple[Hold, Money]], reason: str) -> list[Refund]:
    """Send what the holds gave back to the payments that funded them."""
    amounts = {hold.pk: amount for hold, amount in given if amount}
    fundings: dict[object, list[HoldFunding]] = {}
    for funding in HoldFunding.objects.filter(hold__in=list(amounts), in_force=True).order_by("pk"):
        fundings.setdefault(funding.hold_id, []).append(funding)
    changed, refunds = [], []
    for hold_id, amount in amounts.items():
        for funding, part in _shares(fundings[hold_id], amount):
            funding.refunded_minor += part.minor
            changed.append(funding)
            refunds.append(_new(funding.payment_id, part, reason, hold_id))
    HoldFunding.objects.bulk_update(changed, ["refunded_minor"])
    return _write(refunds)


@step
def request_whole(payment: Payment, amount: Money, reason: str) -> list[Refund]:
    """Send back a payment that came for nothing: too late, or not what was asked."""
    return _write([_new(payment.pk, amount, reason)])


@story
def settle(sent: Operation, answer: Answer) -> None:
    """Write down what the provider said of a refund."""
    operation = _locked(sent)
    refund = operation.refund
    if refund is None or not operation.is_unanswered():
        return
    if answer.status == Status.SUCCEEDED:
        _succeed(operation, refund, answer)
    elif answer.status == Status.DECLINED:
        operation.decline(answer.code, clock.now())
        refund.fail()
        audit.record(None, "refund_failed", refund, code=answer.code)
    elif operation.state != "unknown":
        operation.lose_sight()
        refund.lose_sight()
    operation.save()
    refund.save()


def _succeed(operation: Operation, refund: Refund, answer: Answer) -> None:
    operation.succeed(answer.reference, clock.now())
    refund.succeed(clock.now())
    entry = Entry(f"refunded:{refund.pk}", "refund_succeeded")
    entry.debit(IN_TRANSIT, refund.amount).credit(refund.payment.clearing, refund.amount)
    ledger.post(entry)
    audit.record(None, "refund_succeeded", refund)


def _locked(sent: Operation) -> Operation:
    """Payment, refund and operation, in the one lock order."""
    payment = Payment.objects.select_for_update(no_key=True).get(pk=sent.payment_id)
    refund = Refund.objects.select_for_update(no_key=True).get(operation=sent)
    operation = Operation.objects.select_for_update(no_key=True).get(pk=sent.pk)
    operation.refund, operation.payment, refund.payment = refund, payment, payment
    return operation


def _shares(fundings: Sequence[HoldFunding], amount: Money) -> list[tuple[HoldFunding, Money]]:
    """By what each payment can still take; the parts add up to the amount."""
    room = [funding.amount_minor - funding.refunded_minor for funding in fundings]
    parts = split_minor(amount.minor, room)
    return [(f, Money(p, f.currency)) for f, p in zip(fundings, parts, strict=True) if p]


def _new(payment_id: UUID, amount: Money, reason: str, hold_id: UUID | None = None) -> Refund:
    return Refund(
        payment_id=payment_id,
        hold_id=hold_id,
        reason=reason,
        amount_minor=amount.minor,
        currency=amount.currency,
        created_at=clock.now(),
    )


def _write(refunds: list[Refund]) -> list[Refund]:
    """Each refund with the operation that will carry it out."""
    Refund.objects.bulk_create(refunds)
    Operation.objects.bulk_create(
        Operation(
            kind=Operation.Kind.REFUND,
            payment_id=refund.payment_id,
            refund=refund,
            amount_minor=refund.amount_minor,
            currency=refund.currency,
            created_at=clock.now(),
        )
        for refund in refunds
    )
    return refunds
