"""Refunds: to the payment they came from, each once."""

from __future__ import annotations

import stripe

from escrow.gateways import Answer, Status
from escrow.gateways.lateness import may_not_be_sent, nothing_there
from escrow.gateways.stripe import amounts
from escrow.gateways.stripe.client import KEY, client, key_of, was_done_before
from escrow.gateways.stripe.refusals import NOT_PAYABLE, refusal
from escrow.models import Operation


def refund(operation: Operation) -> Answer:
    """Never more than is left: Stripe refuses that, as it refuses what a bank has taken back."""
    if may_not_be_sent(operation):
        return look_up(operation)
    try:
        return answered(_send(operation))
    except amounts.NotPayable:
        return NOT_PAYABLE
    except stripe.IdempotencyError:
        return _found(operation) or nothing_there(operation)
    except stripe.InvalidRequestError as refused:
        return refusal(refused)


def look_up(operation: Operation) -> Answer:
    """What has become of it. One that got lost is sent once more, while a call may be sent."""
    if found := _found(operation):
        return found
    return nothing_there(operation) if may_not_be_sent(operation) else refund(operation)


def _found(operation: Operation) -> Answer | None:
    """By its reference, else among the refunds of its payment."""
    made = _find(operation)
    return answered(made) if made else None


def answered(made: stripe.Refund) -> Answer:
    """What Stripe says of a refund. `requires_action`: the buyer has a mail from Stripe."""
    amount = amounts.from_stripe(made.amount, made.currency)
    status = _status(made)
    code = getattr(made, "failure_reason", None) or made.status if status in _FAILED else ""
    return Answer(status, amount=amount, reference=made.id, code=code or "")


def is_under_way(made: stripe.Refund) -> bool:
    return made.status in ("pending", "requires_action")


def came_back(made: stripe.Refund) -> bool:
    """Its money had left our balance, and is there again. Stripe leaves the field out else."""
    return bool(getattr(made, "failure_balance_transaction", None))


_FAILED = (Status.DECLINED, Status.RETURNED)


def _status(made: stripe.Refund) -> Status:
    if is_under_way(made):
        return Status.PENDING
    if made.status == "succeeded":
        return Status.SUCCEEDED
    if made.status in ("failed", "canceled"):
        # The money had left and is with us again, or it never left.
        return Status.RETURNED if came_back(made) else Status.DECLINED
    raise ValueError(made.status)


def _send(operation: Operation) -> stripe.Refund:
    made = client().v1.refunds.create(
        {
            "payment_intent": _charge(operation).provider_reference,
            "amount": amounts.to_stripe(operation.amount),
            "metadata": {KEY: str(operation.pk)},
        },
        {"idempotency_key": str(operation.pk)},
    )
    return client().v1.refunds.retrieve(made.id) if was_done_before(made) else made


def _find(operation: Operation) -> stripe.Refund | None:
    if operation.provider_reference:
        return client().v1.refunds.retrieve(operation.provider_reference)
    sent = client().v1.refunds.list(
        {"payment_intent": _charge(operation).provider_reference, "limit": 100}
    )
    key = str(operation.pk)
    return next((each for each in sent.auto_paging_iter() if key_of(each) == key), None)


def _charge(operation: Operation) -> Operation:
    charges = operation.the_payment.operations
    return charges.get(kind=Operation.Kind.CHARGE, state="succeeded")
