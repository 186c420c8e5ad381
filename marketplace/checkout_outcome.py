"""How a purchase stands: paid, declined, not clear yet, or over. Told from what is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.models import Operation, Payment
from escrow.models.operation import OperationState
from escrow.models.payment import GIVEN_UP, PaymentState
from escrow.money import Money, total
from marketplace import tenders, ways_to_pay
from marketplace.models import Checkout, Order
from marketplace.models.order import OrderState


class Standing(StrEnum):
    PAID = "paid"
    DECLINED = "declined"
    ASKING = "asking"
    UNFINISHED = "unfinished"
    PROMISED = "promised"
    SENT_BACK = "sent_back"
    EXPIRED = "expired"
    LEFT = "left"


@dataclass(frozen=True)
class Outcome:
    """`next_url` is where an unfinished payment goes on; `reason` says why the bank refused.

    `set_aside` is what the buyer's balance has paid already while a card is awaited. `way` is the
    code of the way that the buyer chose (ways_to_pay).
    """

    standing: Standing
    orders: list[Order] = field(default_factory=list)
    reason: Any = ""
    next_url: str = ""
    set_aside: Money | None = None
    way: str = ""


REASONS: dict[str, Promise] = {
    "card_declined": _("Your bank refused this card. It does not tell us why."),
    "insufficient_funds": _("There is not enough money on this card."),
    "expired_card": _("This card has expired."),
    "lost_card": _("Your bank refused this card. Please ask your bank."),
    "incorrect_cvc": _("The three digits from the back of the card were wrong."),
    "voucher_expired": _("The voucher was not paid in time."),
    "transfer_never_came": _("The transfer did not come in time."),
    "authentication_failed": _("Your bank could not make sure that it is you."),
    "processing_error": _("The payment broke off on its way to your bank."),
    "never_arrived": _("The payment never reached your bank."),
    "abandoned": _("You came back without paying."),
    "balance_too_small": _(
        "Your balance was spent on something else meanwhile. Try again: then the card pays all of it."
    ),
}
REFUSED = _("Your bank refused the payment.")


def of(checkout: Checkout) -> Outcome:
    orders = list(checkout.orders.select_related("seller").order_by("pk"))
    states = {order.state for order in orders}
    if any(order.paid_at for order in orders):
        return Outcome(Standing.PAID, orders)
    payments = list(tenders.payments_of(checkout))
    kept = list(tenders.set_aside(checkout))
    captured = [each for each in payments if each.state == PaymentState.CAPTURED]
    if any(not each.is_from_balance() and each not in kept for each in captured):
        return Outcome(Standing.SENT_BACK, orders)
    if states != {OrderState.PENDING_PAYMENT}:
        ended = Standing.LEFT if OrderState.CANCELLED in states else Standing.EXPIRED
        return Outcome(ended, orders)
    aside = total((each.captured for each in kept), checkout.currency) if kept else None
    asked = _asked(payments)
    return replace(_waiting(asked, orders, aside), way=ways_to_pay.code_of(asked))


def _asked(payments: Sequence[Payment]) -> Payment:
    """The payment that is waited for, else the last one that was refused."""
    waiting = [payment for payment in payments if payment.is_waiting()]
    refused = [payment for payment in payments if payment.state == PaymentState.FAILED]
    return (waiting[:1] or refused[-1:] or list(payments[-1:]))[0]


def _waiting(payment: Payment, orders: list[Order], set_aside: Money | None) -> Outcome:
    operation = payment.operations.filter(kind=Operation.Kind.CHARGE).first()
    if payment.state in GIVEN_UP:
        code = operation.decline_code if operation else ""
        reason = REASONS.get(code, REFUSED)
        return Outcome(Standing.DECLINED, orders, reason=reason, set_aside=set_aside)
    if payment.promised_at and operation:
        url = operation.next_url
        return Outcome(Standing.PROMISED, orders, next_url=url, set_aside=set_aside)
    if operation is None or operation.state == OperationState.CREATED:
        return Outcome(Standing.UNFINISHED, orders, set_aside=set_aside)
    if operation.next_url:
        url = operation.next_url
        return Outcome(Standing.UNFINISHED, orders, next_url=url, set_aside=set_aside)
    return Outcome(Standing.ASKING, orders, set_aside=set_aside)
