"""Money on its way back: to where it came from, or to the buyer's balance if they choose so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from escrow import audit, balances, clock, ledger, outbox
from escrow.chart import Kind
from escrow.gateways import Answer, Status
from escrow.ledger import Entry, Place
from escrow.models import Hold, HoldFunding, Operation, Payment, Refund
from escrow.models.operation import OperationState
from escrow.money import Money, split_minor
from escrow.story import step, story

IN_TRANSIT = Place(Kind.REFUND_IN_TRANSIT)
ORIGINAL, BALANCE = Refund.Destination.ORIGINAL, Refund.Destination.BALANCE


@step
def request(
    given: Sequence[tuple[Hold, Money]], reason: str, destination: str = ORIGINAL
) -> list[Refund]:
    """Send what the holds gave back to the payments that funded them.

    Other payments first, what came out of a balance last. With the destination `balance` the
    buyer has it at once, and can still send it on to where it came from.
    """
    amounts = {hold.pk: amount for hold, amount in given if amount}
    fundings: dict[UUID, list[HoldFunding]] = {}
    for funding in _in_force(list(amounts)):
        fundings.setdefault(funding.hold_id, []).append(funding)
    changed, refunds = [], []
    for hold_id, amount in amounts.items():
        for funding, part in _shares(fundings[hold_id], amount):
            funding.refunded_minor += part.minor
            changed.append(funding)
            refunds.append(_new(funding.payment, part, reason, hold_id, destination))
    HoldFunding.objects.bulk_update(changed, ["refunded_minor"])
    return _write(refunds)


@step
def request_whole(payment: Payment, amount: Money, reason: str) -> list[Refund]:
    """Send back a payment that came for nothing: too late, or not what was asked."""
    return _write([_new(payment, amount, reason)])


@step
def request_rest(refund: Refund, rest: Money) -> list[Refund]:
    """What is left of a refund that was settled in part, on its own way to the same place."""
    return _write([_new(refund.payment, rest, refund.reason, refund.hold_id)])


@step
def send_again(refund: Refund) -> None:
    """Once more to where it came from, with a new call."""
    refund.try_again()
    refund.save()
    _call(refund).save(force_insert=True)


@step
def claim(waiting: Operation) -> Operation:
    """Lock a refund that is about to be sent: payment, refund, operation."""
    operation = _locked(waiting)
    refund = operation.refund
    if refund and operation.state == OperationState.CREATED:
        refund.process()
        refund.save()
    return operation


@story
def settle(sent: Operation, answer: Answer) -> None:
    """Write down what the provider said of a refund."""
    operation = _locked(sent)
    refund = operation.refund
    if refund is None:
        return
    if answer.status == Status.RETURNED and operation.is_unanswered():
        _succeed(operation, refund, answer)
        operation.save()
        refund.save()
    if answer.status == Status.RETURNED and operation.may_come_back():
        _bounce(operation, refund)
    elif not operation.is_unanswered():
        return
    elif answer.status == Status.SUCCEEDED:
        _succeed(operation, refund, answer)
    elif answer.status == Status.DECLINED:
        _fail(operation, refund, answer.code)
    elif answer.status == Status.UNKNOWN and operation.state == OperationState.SENT:
        operation.lose_sight()
        refund.lose_sight()
    operation.save()
    refund.save()


def _succeed(operation: Operation, refund: Refund, answer: Answer) -> None:
    operation.succeed(answer.reference, clock.now())
    refund.succeed(clock.now())
    entry = Entry(f"refunded:{operation.pk}", "refund_succeeded")
    entry.debit(IN_TRANSIT, refund.amount).credit(refund.payment.clearing, refund.amount)
    ledger.post(entry)
    key, minor = str(operation.pk), refund.amount_minor
    outbox.announce(refund.payment.buyer_id, "refund_arrived", refund, key=key, minor=minor)
    audit.record(None, "refund_succeeded", refund)


def _fail(operation: Operation, refund: Refund, code: str) -> None:
    operation.decline(code, clock.now())
    refund.fail()
    audit.record(None, "refund_failed", refund, code=code)
    _stranded(refund)


def _bounce(operation: Operation, refund: Refund) -> None:
    """The provider had sent it, and it came back: the money is on its way again."""
    operation.returned_at = clock.now()
    refund.bounce()
    entry = Entry(f"bounced:{operation.pk}", "refund_bounced")
    entry.debit(refund.payment.clearing, refund.amount).credit(IN_TRANSIT, refund.amount)
    ledger.post(entry)
    audit.record(None, "refund_bounced", refund)
    _stranded(refund)


def _stranded(refund: Refund) -> None:
    """What came out of the balance goes back there; anything else the buyer is asked about."""
    refund.save()
    if refund.reason == Refund.Reason.WITHDRAWAL:
        balances.credit([refund])
    else:
        outbox.announce(
            refund.payment.buyer_id,
            "refund_stranded",
            refund,
            key=f"{refund.pk}:{clock.now():%Y%m%d%H%M}",
            minor=refund.amount_minor,
        )


def _locked(sent: Operation) -> Operation:
    """Payment, refund and operation, in the one lock order."""
    payment = Payment.objects.select_for_update(no_key=True, of=("self",)).get(operations=sent)
    refund = Refund.objects.select_for_update(no_key=True, of=("self",)).get(operations=sent)
    operation = Operation.objects.select_for_update(no_key=True).get(pk=sent.pk)
    operation.refund, operation.payment, refund.payment = refund, payment, payment
    return operation


def _in_force(hold_ids: Sequence[UUID]) -> list[HoldFunding]:
    fundings = HoldFunding.objects.filter(hold__in=hold_ids, in_force=True)
    return list(fundings.select_related("payment").order_by("pk"))


def _shares(fundings: Sequence[HoldFunding], amount: Money) -> list[tuple[HoldFunding, Money]]:
    """By what each payment can still take, balances last; the parts add up to the amount."""
    others = [funding for funding in fundings if not funding.payment.is_from_balance()]
    to_others = min(amount.minor, sum(funding.left_minor for funding in others))
    balance = [funding for funding in fundings if funding.payment.is_from_balance()]
    parts = [*_spread(others, to_others), *_spread(balance, amount.minor - to_others)]
    return [(funding, part) for funding, part in parts if part]


def _spread(fundings: Sequence[HoldFunding], minor: int) -> list[tuple[HoldFunding, Money]]:
    if not fundings or not minor:
        return []
    parts = split_minor(minor, [funding.left_minor for funding in fundings])
    return [(f, Money(p, f.currency)) for f, p in zip(fundings, parts, strict=True)]


def _new(
    payment: Payment,
    amount: Money,
    reason: str,
    hold_id: UUID | None = None,
    destination: str = ORIGINAL,
) -> Refund:
    return Refund(
        payment=payment,
        hold_id=hold_id,
        reason=reason,
        destination=ORIGINAL if payment.is_from_balance() else destination,
        amount_minor=amount.minor,
        currency=amount.currency,
        created_at=clock.now(),
    )


def _write(refunds: list[Refund]) -> list[Refund]:
    """To the balance at once; the others each with the operation that will carry it out."""
    Refund.objects.bulk_create(refunds)
    balances.credit([refund for refund in refunds if refund.destination == BALANCE])
    Operation.objects.bulk_create(
        _call(refund) for refund in refunds if refund.destination == ORIGINAL
    )
    return refunds


def _call(refund: Refund) -> Operation:
    return Operation(
        kind=Operation.Kind.REFUND,
        gateway=refund.payment.gateway,
        payment_id=refund.payment_id,
        refund=refund,
        amount_minor=refund.amount_minor,
        currency=refund.currency,
        created_at=clock.now(),
    )
