"""A purchase is being paid: the charges it needs, one after the other, each written down first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from escrow import clock, operations
from escrow.gateways import Answer, Status
from escrow.models import Hold, Operation, Payment
from escrow.models.operation import UNANSWERED
from escrow.story import Refusal, story
from marketplace import tenders
from marketplace.models import Checkout, User
from marketplace.models.order import OrderState
from marketplace.tenders import payments_of


class NothingToPay(Refusal):
    """The purchase is paid already, or was given up."""


def pay(checkout: Checkout, *, by: User, details: dict[str, Any]) -> Answer:
    """Ask for the money, the balance first; the answer says what the buyer does next."""
    while True:
        operation, is_new = begin(checkout.pk, by=by, details=details)
        if not is_new:
            return Answer(Status.REQUIRES_ACTION, next_url=operation.next_url)
        answer = operations.call(operation)
        if answer.status != Status.SUCCEEDED or not _waits_for_more(checkout):
            return answer


def refresh(checkout: Checkout) -> None:
    """The buyer came back from the provider: ask what happened there."""
    for operation in _unanswered(checkout):
        operations.ask(operation)


@story
def begin(checkout_id: UUID, *, by: User, details: dict[str, Any]) -> tuple[Operation, bool]:
    """Write the next charge down as sent, before anything leaves the house.

    A second click finds the first, and must not call again. Raises NothingToPay.
    """
    payment = _waiting_payment(checkout_id, by)
    started = payment.operations.filter(kind=Operation.Kind.CHARGE).first()
    if started:
        return started, False
    operation = Operation.objects.create(
        kind=Operation.Kind.CHARGE,
        gateway=payment.gateway,
        payment=payment,
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        details=details,
        created_at=clock.now(),
    )
    operation.send(clock.now())
    operation.save(update_fields=["state", "asked_at", "ask_at"])
    return operation, True


def _waits_for_more(checkout: Checkout) -> bool:
    return any(payment.is_waiting() for payment in payments_of(checkout))


def _waiting_payment(checkout_id: UUID, by: User) -> Payment:
    """The payment to be made now, a balance first; after a declined one, a new one."""
    checkout = Checkout.objects.get(pk=checkout_id, buyer=by)
    payments = list(payments_of(checkout).select_for_update(no_key=True, of=("self",)))
    waiting = sorted(
        (payment for payment in payments if payment.is_waiting()),
        key=lambda payment: not payment.is_from_balance(),
    )
    if waiting:
        return waiting[0]
    holds = list(Hold.objects.filter(line__order__checkout=checkout).locked())
    open_orders = checkout.orders.filter(state=OrderState.PENDING_PAYMENT)
    rest = tenders.tender_rest(checkout, holds, _other_gateway(payments)) if open_orders else []
    if not rest:
        raise NothingToPay(_("There is nothing to pay here any more. Look at your orders."))
    return rest[0]


def _other_gateway(payments: Sequence[Payment]) -> str:
    """The way the buyer chose for what the balance does not pay."""
    chosen = [payment.gateway for payment in payments if not payment.is_from_balance()]
    return chosen[-1] if chosen else tenders.first_gateway()


def _unanswered(checkout: Checkout) -> list[Operation]:
    return list(
        Operation.objects.filter(
            payment__tender__checkout=checkout, state__in=UNANSWERED
        ).select_related("payment")
    )
