"""A purchase is being paid: the charges it needs, one after the other, each written down first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from escrow import operations
from escrow.gateways import Answer, Status
from escrow.models import Operation
from escrow.models.operation import UNANSWERED
from escrow.story import story
from marketplace import charges, ways_to_pay
from marketplace.models import Checkout, User
from marketplace.payment_due import waiting_payment
from marketplace.tenders import payments_of


def pay(checkout: Checkout, *, by: User, details: dict[str, Any], way: str = "") -> Answer:
    """Ask for the money, the balance first; the answer says what the buyer does next.

    Where another way was begun before, it is ended first. Raises NothingToPay, NoSuchWay.
    """
    if way:
        _end_other_ways(checkout, way)
    while True:
        operation, is_new = _just_begun(checkout) or begin(
            checkout.pk, by=by, details=details, way=way
        )
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

    A second click finds the first, and must not call again. Raises NothingToPay, NoSuchWay.
    """
    payment = waiting_payment(checkout_id, by=by, way=way)
    started = payment.operations.filter(kind=Operation.Kind.CHARGE).first()
    if started:
        return started, False
    return charges.write(payment, details), True


def _just_begun(checkout: Checkout) -> tuple[Operation, bool] | None:
    """What was written down with the purchase is called once, by who placed it."""
    operation, checkout.begun = checkout.begun, None
    return (operation, True) if operation else None


def _waits_for_more(checkout: Checkout) -> bool:
    return any(payment.is_waiting() for payment in payments_of(checkout))


def _end_other_ways(checkout: Checkout, way: str) -> None:
    """What was begun in another way can be paid no more. Raises NoSuchWay."""
    wanted = ways_to_pay.chosen(way, checkout.currency, checkout.country)
    for operation in _unanswered(checkout):
        payment = operation.the_payment
        if operation.next_url and not (payment.is_from_balance() or wanted.is_of(payment)):
            operations.end(operation)


def _unanswered(checkout: Checkout) -> list[Operation]:
    return list(
        Operation.objects.filter(
            payment__tender__checkout=checkout, state__in=UNANSWERED
        ).select_related("payment")
    )
