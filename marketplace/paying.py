"""A purchase is paid, declined, or given up: what a provider's answer means for the orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, holding, ledger, operations, outbox, refunds
from escrow.gateways import Answer, Status
from escrow.ledger import Entry
from escrow.models import Hold, Operation, Payment, Refund
from escrow.models.operation import UNANSWERED, OperationState
from escrow.models.payment import GIVEN_UP, PaymentState
from escrow.story import Refusal, story
from marketplace import completion
from marketplace.checkout import tender
from marketplace.models import Checkout, Order, OrderLine, Stock, User
from marketplace.models.order import OrderState
from marketplace.promises import promise, tier_of
from sellers.models import PerformanceFact

ANSWER_FIELDS = [
    "state",
    "provider_reference",
    "next_url",
    "decline_code",
    "ask_at",
    "answered_at",
]
CAPTURE_FIELDS = ["state", "captured_minor", "instrument", "captured_at"]


class NothingToPay(Refusal):
    """The purchase is paid already, or was given up."""


def pay(checkout: Checkout, *, by: User, details: dict[str, Any]) -> Answer:
    """Ask the provider for the money; the answer says what the buyer does next."""
    operation, is_new = begin(checkout.pk, by=by, details=details)
    if not is_new:
        return Answer(Status.REQUIRES_ACTION, next_url=operation.next_url)
    return operations.call(operation)


def refresh(checkout: Checkout) -> None:
    """The buyer came back from the provider: ask what happened there."""
    for operation in _unanswered(checkout):
        operations.ask(operation)


@story
def begin(checkout_id: UUID, *, by: User, details: dict[str, Any]) -> tuple[Operation, bool]:
    """Write the charge down as sent, before anything leaves the house.

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


@story
def settle_charge(sent: Operation, answer: Answer) -> None:
    """Write down what the provider said of a charge, and do what follows from it."""
    payment, holds, orders, operation = _locked_charge(sent)
    if not operation.is_unanswered():
        return
    if answer.status == Status.SUCCEEDED:
        _captured(payment, operation, answer, holds, orders)
    elif answer.status == Status.DECLINED:
        _declined(payment, operation, answer)
    elif answer.status == Status.REQUIRES_ACTION:
        operation.next_url = answer.next_url
        if payment.state == PaymentState.CREATED:
            payment.require_action()
    elif operation.state == OperationState.SENT:
        operation.lose_sight()
    operation.save(update_fields=ANSWER_FIELDS)
    payment.save(update_fields=CAPTURE_FIELDS)


def _captured(
    payment: Payment,
    operation: Operation,
    answer: Answer,
    holds: Sequence[Hold],
    orders: Sequence[Order],
) -> None:
    """The money came. If it is what was asked and still wanted it is held; else it goes back."""
    operation.succeed(answer.reference, clock.now())
    came = operation.amount if answer.amount is None else answer.amount
    payment.capture(came.minor, answer.instrument, clock.now())
    capture = Entry(f"capture:{operation.pk}", "capture")
    capture.debit(payment.clearing, came).credit(payment.unapplied, came)
    audit.record(None, "captured", payment, amount=str(came))
    wanted = all(order.state == OrderState.PENDING_PAYMENT for order in orders)
    if wanted and came == payment.amount:
        _fund(payment, holds, orders, capture)
    else:
        _send_back(payment, orders[0], capture)


def _fund(payment: Payment, holds: Sequence[Hold], orders: Sequence[Order], capture: Entry) -> None:
    """Every order is paid: the clocks start, the sellers are told."""
    holding.fund(holds, [payment], after=capture)
    for order in orders:
        order.pay(clock.now())
        order.hold_tier = tier_of(order)
        not_sent_at, presumed_lost_at = promise(order)
        order.save()
        deadlines.set_each(
            [(order, "ship_by_missed", not_sent_at), (order, "never_arrived", presumed_lost_at)]
        )
        outbox.announce(order.seller.user_id, "order_to_send", order)
        outbox.announce(order.buyer_id, "order_paid", order)
        audit.record(order.buyer, "paid", order, policy=order.policy_sha256)
        completion.note(order, PerformanceFact.Kind.SALE)
    _commit_stock(orders)
    deadlines.cancel([orders[0].checkout], "unpaid")


def _send_back(payment: Payment, order: Order, capture: Entry) -> None:
    """Too late, or not the amount we asked for: nothing is kept, the whole goes back."""
    back = Entry(f"unwanted:{payment.pk}", "refund")
    back.debit(payment.unapplied, payment.captured).credit(refunds.IN_TRANSIT, payment.captured)
    ledger.post(capture, back)
    refunds.request_whole(payment, payment.captured, Refund.Reason.LATE_CAPTURE)
    outbox.announce(payment.buyer_id, "payment_sent_back", order, key=str(payment.pk))
    audit.record(None, "payment_sent_back", payment, asked=str(payment.amount))


def _declined(payment: Payment, operation: Operation, answer: Answer) -> None:
    operation.decline(answer.code, clock.now())
    if payment.is_waiting():
        payment.fail()
    audit.record(None, "declined", payment, code=answer.code)


def _waiting_payment(checkout_id: UUID, by: User) -> Payment:
    """The payment to be made; after a declined one, a new one."""
    checkout = Checkout.objects.get(pk=checkout_id, buyer=by)
    payments = list(payments_of(checkout).select_for_update(no_key=True))
    waiting = next((payment for payment in payments if payment.is_waiting()), None)
    if waiting:
        return waiting
    holds = list(Hold.objects.filter(line__order__checkout=checkout).locked())
    open_orders = checkout.orders.filter(state=OrderState.PENDING_PAYMENT)
    if not open_orders.exists() or any(p.state not in GIVEN_UP for p in payments):
        raise NothingToPay(_("There is nothing to pay here any more. Look at your orders."))
    return tender(checkout, holds, payments[-1].gateway)


def payments_of(checkout: Checkout) -> QuerySet[Payment]:
    return Payment.objects.filter(tender__checkout=checkout).order_by("created_at", "pk")


def _unanswered(checkout: Checkout) -> list[Operation]:
    return list(
        Operation.objects.filter(
            payment__tender__checkout=checkout, state__in=UNANSWERED
        ).select_related("payment")
    )


def _locked_charge(sent: Operation) -> tuple[Payment, list[Hold], list[Order], Operation]:
    """In the one lock order: payment, holds by id, orders."""
    payment = Payment.objects.select_for_update(no_key=True).get(pk=sent.payment_id)
    holds = list(Hold.objects.filter(fundings__payment=payment).locked())
    orders = list(
        Order.objects.filter(checkout__tenders__payment=payment)
        .select_related("seller", "buyer", "checkout")
        .locked()
    )
    for order in orders:
        completion.with_policy(order)
    operation = Operation.objects.select_for_update(no_key=True).get(pk=sent.pk)
    operation.payment = payment
    return payment, holds, orders, operation


def _commit_stock(orders: Sequence[Order]) -> None:
    for listing_id, sold in quantities(orders):
        Stock.objects.filter(listing=listing_id).update(
            on_hand=F("on_hand") - sold, reserved=F("reserved") - sold
        )


def quantities(orders: Sequence[Order]) -> list[tuple[int, int]]:
    lines = OrderLine.objects.filter(order__in=orders).order_by("listing_id")
    return list(lines.values_list("listing_id", "quantity"))
