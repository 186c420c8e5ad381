"""What a provider's answer to a charge means for the purchase: paid, declined, or sent back."""

from __future__ import annotations

from dataclasses import dataclass

from escrow import audit, clock, holding, ledger, outbox, refunds
from escrow.gateways import Answer, Status
from escrow.ledger import Entry
from escrow.models import Hold, Operation, Payment, Refund
from escrow.models.operation import OperationState
from escrow.models.payment import PaymentState
from escrow.money import total
from escrow.story import story
from marketplace import completion, paid, promised, tenders
from marketplace.models import Checkout, Order, OrderLine
from marketplace.models.order import OrderState

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
    if answer.status == Status.REQUIRES_ACTION:
        _wait_for_buyer(sent, answer)
    else:
        _settle(_locked_purchase(sent), answer)


def _settle(purchase: Purchase, answer: Answer) -> None:
    operation, payment = purchase.operation, purchase.payment
    if not operation.is_unanswered():
        return
    if answer.status == Status.SUCCEEDED:
        _captured(purchase, answer)
    elif answer.status == Status.DECLINED:
        _declined(purchase, answer)
    elif answer.status == Status.PENDING:
        _go_on(operation, payment, answer)
        promised.wait_for(payment, purchase.orders)
    elif answer.status == Status.UNKNOWN and operation.state == OperationState.SENT:
        operation.lose_sight()
    operation.save(update_fields=ANSWER_FIELDS)
    payment.save(update_fields=CAPTURE_FIELDS)


def _wait_for_buyer(sent: Operation, answer: Answer) -> None:
    """The buyer does something at the provider first: nothing else of the purchase moves."""
    payments = Payment.objects.select_for_update(no_key=True)
    payment = payments.get(pk=sent.the_payment.pk)
    operation = Operation.objects.select_for_update(no_key=True).get(pk=sent.pk)
    if operation.is_unanswered():
        _go_on(operation, payment, answer)
        operation.save(update_fields=ANSWER_FIELDS)
        payment.save(update_fields=CAPTURE_FIELDS)


def _go_on(operation: Operation, payment: Payment, answer: Answer) -> None:
    operation.next_url = answer.next_url
    operation.provider_reference = answer.reference or operation.provider_reference
    if payment.state == PaymentState.CREATED:
        payment.require_action()


@dataclass
class Purchase:
    """A charge with everything it may pay, locked in the one lock order."""

    operation: Operation
    payment: Payment
    payments: list[Payment]
    holds: list[Hold]
    orders: list[Order]

    @property
    def lines(self) -> list[OrderLine]:
        return [hold.line for hold in self.holds]

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
    before = _set_aside_before(purchase)
    room = purchase.checkout.total - total(
        (other.captured for other in before), purchase.checkout.currency
    )
    if not purchase.is_wanted() or came != payment.amount or came > room:
        _send_back(payment, purchase.orders[0], capture)
    elif came == room:
        holding.fund(purchase.holds, [*before, payment], after=capture)
        paid.begin(purchase.orders, purchase.lines, [*before, payment])
    else:
        ledger.post(capture)


def _set_aside_before(purchase: Purchase) -> list[Payment]:
    """What other payments of the purchase have brought already; most purchases have no other."""
    if len(purchase.payments) == 1:
        return []
    return list(tenders.set_aside(purchase.checkout).exclude(pk=purchase.payment.pk))


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
    payments = list(
        tenders.payments_with(sent.payment_id).select_for_update(no_key=True, of=("self",))
    )
    payment = next(each for each in payments if each.pk == sent.payment_id)
    checkout = Checkout.objects.filter(tenders__payment=sent.payment_id).values("pk")
    wanted = Hold.objects.filter(line__order__checkout__in=checkout)
    holds = list(wanted.select_related("line__listing__category").locked())
    orders = list(
        Order.objects.filter(checkout__in=checkout)
        .select_related("seller", "buyer", "checkout")
        .locked()
    )
    for order in orders:
        completion.with_policy(order)
    operation = Operation.objects.select_for_update(no_key=True).get(pk=sent.pk)
    operation.payment = payment
    return Purchase(operation, payment, payments, holds, orders)
