"""What a provider's answer to a charge means for the purchase: paid, declined, or sent back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from escrow import audit, clock, deadlines, holding, ledger, outbox, refunds
from escrow.gateways import Answer, Status
from escrow.ledger import Entry
from escrow.models import Hold, Operation, Payment, Refund
from escrow.models.operation import OperationState
from escrow.models.payment import PaymentState
from escrow.money import total
from escrow.story import story
from marketplace import completion, custody, promised, tenders
from marketplace.models import Checkout, Order, OrderLine, Variant
from marketplace.models.order import OrderState
from marketplace.promises import promise, tier_of
from marketplace.tenders import payments_of
from sellers.models import PerformanceFact

ANSWER_FIELDS = [
    "state",
    "provider_reference",
    "next_url",
    "decline_code",
    "ask_at",
    "answered_at",
]
CAPTURE_FIELDS = ["state", "captured_minor", "instrument", "captured_at", "promised_at"]


@story
def settle_charge(sent: Operation, answer: Answer) -> None:
    """Write down what the provider said of a charge, and do what follows from it."""
    purchase = _locked_purchase(sent)
    operation, payment = purchase.operation, purchase.payment
    if not operation.is_unanswered():
        return
    if answer.status == Status.SUCCEEDED:
        _captured(purchase, answer)
    elif answer.status == Status.DECLINED:
        _declined(purchase, answer)
    elif answer.status in (Status.REQUIRES_ACTION, Status.PENDING):
        operation.next_url = answer.next_url
        operation.provider_reference = answer.reference or operation.provider_reference
        if payment.state == PaymentState.CREATED:
            payment.require_action()
        if answer.status == Status.PENDING:
            promised.wait_for(payment, purchase.orders)
    elif answer.status == Status.UNKNOWN and operation.state == OperationState.SENT:
        operation.lose_sight()
    operation.save(update_fields=ANSWER_FIELDS)
    payment.save(update_fields=CAPTURE_FIELDS)


@dataclass
class Purchase:
    """A charge with everything it may pay, locked in the one lock order."""

    operation: Operation
    payment: Payment
    payments: list[Payment]
    holds: list[Hold]
    orders: list[Order]

    @property
    def checkout(self) -> Checkout:
        return self.orders[0].checkout

    def is_wanted(self) -> bool:
        return all(order.state == OrderState.PENDING_PAYMENT for order in self.orders)


def _captured(purchase: Purchase, answer: Answer) -> None:
    """The money came. If it is what was asked and still wanted it is kept; else it goes back."""
    operation, payment = purchase.operation, purchase.payment
    operation.succeed(answer.reference, clock.now())
    came = operation.amount if answer.amount is None else answer.amount
    payment.capture(came.minor, answer.instrument, clock.now())
    capture = Entry(f"capture:{operation.pk}", "capture")
    capture.debit(payment.clearing, came).credit(payment.unapplied, came)
    audit.record(None, "captured", payment, amount=str(came))
    before = list(tenders.set_aside(purchase.checkout).exclude(pk=payment.pk))
    room = purchase.checkout.total - total(
        (other.captured for other in before), purchase.checkout.currency
    )
    if not purchase.is_wanted() or came != payment.amount or came > room:
        _send_back(payment, purchase.orders[0], capture)
    elif came == room:
        _fund(purchase, [*before, payment], capture)
    else:
        ledger.post(capture)


def _fund(purchase: Purchase, payments: Sequence[Payment], capture: Entry) -> None:
    """Every order is paid: the clocks start, the sellers are told."""
    holding.fund(purchase.holds, payments, after=capture)
    for order in purchase.orders:
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
    for payment in payments:
        custody.promise(payment)
    _commit_stock(purchase.orders)
    deadlines.cancel([purchase.checkout], "unpaid")


def _send_back(payment: Payment, order: Order, capture: Entry) -> None:
    """Too late, or not the amount we asked for: nothing is kept, the whole goes back."""
    back = Entry(f"unwanted:{payment.pk}", "refund")
    back.debit(payment.unapplied, payment.captured).credit(refunds.IN_TRANSIT, payment.captured)
    ledger.post(capture, back)
    refunds.request_whole(payment, payment.captured, Refund.Reason.LATE_CAPTURE)
    outbox.announce(payment.buyer_id, "payment_sent_back", order, key=str(payment.pk))
    audit.record(None, "payment_sent_back", payment, asked=str(payment.amount))


def _declined(purchase: Purchase, answer: Answer) -> None:
    """The buyer may try again. What is set aside waits for that; a share of it cannot change."""
    operation, payment = purchase.operation, purchase.payment
    operation.decline(answer.code, clock.now())
    if payment.is_waiting():
        payment.fail()
    for other in purchase.payments:
        if other.is_waiting() and other.pk != payment.pk and payment.is_from_balance():
            other.cancel()
            other.save()
    audit.record(None, "declined", payment, code=answer.code)


def _locked_purchase(sent: Operation) -> Purchase:
    """In the one lock order: payments, holds by id, orders."""
    checkout = Checkout.objects.get(tenders__payment=sent.payment_id)
    payments = list(payments_of(checkout).select_for_update(no_key=True, of=("self",)))
    payment = next(each for each in payments if each.pk == sent.payment_id)
    holds = list(Hold.objects.filter(line__order__checkout=checkout).locked())
    orders = list(
        Order.objects.filter(checkout=checkout)
        .select_related("seller", "buyer", "checkout")
        .locked()
    )
    for order in orders:
        completion.with_policy(order)
    operation = Operation.objects.select_for_update(no_key=True).get(pk=sent.pk)
    operation.payment = payment
    return Purchase(operation, payment, payments, holds, orders)


def _commit_stock(orders: Sequence[Order]) -> None:
    for line in chosen(orders):
        Variant.objects.filter(pk=line.variant_id).update(
            on_hand=F("on_hand") - line.quantity, reserved=F("reserved") - line.quantity
        )


def chosen(orders: Sequence[Order]) -> list[OrderLine]:
    """What was bought of each variant, in the order in which variants are locked."""
    return list(OrderLine.objects.filter(order__in=orders).order_by("variant_id"))
