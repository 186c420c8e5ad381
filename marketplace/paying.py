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
from marketplace import tenders, ways_to_pay
from marketplace.models import Checkout, User
from marketplace.models.order import OrderState
from marketplace.tenders import payments_of
from marketplace.ways_to_pay import Way


class NothingToPay(Refusal):
    """The purchase is paid already, or was given up."""


def pay(checkout: Checkout, *, by: User, details: dict[str, Any], way: str = "") -> Answer:
    """Ask for the money, the balance first; the answer says what the buyer does next.

    Where another way was begun before, it is ended first. Raises NothingToPay, NoSuchWay.
    """
    if way:
        _end_other_ways(checkout, way)
    while True:
        operation, is_new = begin(checkout.pk, by=by, details=details, way=way)
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
def begin(
    checkout_id: UUID, *, by: User, details: dict[str, Any], way: str = ""
) -> tuple[Operation, bool]:
    """Write the next charge down as sent, before anything leaves the house.

    A second click finds the first, and must not call again. Raises NothingToPay.
    """
    payment = _waiting_payment(checkout_id, by, way)
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


def _end_other_ways(checkout: Checkout, way: str) -> None:
    """What was begun in another way can be paid no more. Raises NoSuchWay."""
    wanted = ways_to_pay.chosen(way, checkout.currency, checkout.country)
    for operation in _unanswered(checkout):
        payment = operation.the_payment
        if operation.next_url and not (payment.is_from_balance() or wanted.is_of(payment)):
            operations.end(operation)


def _waiting_payment(checkout_id: UUID, by: User, way: str) -> Payment:
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
    wanted = _way(checkout, payments, way)
    rest = tenders.tender_rest(checkout, holds, wanted) if open_orders else []
    if not rest:
        raise NothingToPay(_("There is nothing to pay here any more. Look at your orders."))
    return rest[0]


def _way(checkout: Checkout, payments: Sequence[Payment], way: str) -> Way:
    """As named now, or as the buyer chose before for what the balance does not pay."""
    able = ways_to_pay.ways(checkout.currency, checkout.country)
    before = [payment for payment in payments if not payment.is_from_balance()]
    same = [each for each in able if before and each.is_of(before[-1])]
    code = way or (same[0].code if same else "")
    return ways_to_pay.chosen(code, checkout.currency, checkout.country)


def _unanswered(checkout: Checkout) -> list[Operation]:
    return list(
        Operation.objects.filter(
            payment__tender__checkout=checkout, state__in=UNANSWERED
        ).select_related("payment")
    )
