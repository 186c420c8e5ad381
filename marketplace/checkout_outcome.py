"""How a purchase stands: paid, declined, not clear yet, or over. Told from what is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.models import Operation, Payment
from escrow.models.operation import OperationState
from escrow.models.payment import GIVEN_UP, PaymentState
from marketplace.models import Checkout, Order
from marketplace.models.order import OrderState


class Standing(StrEnum):
    PAID = "paid"
    DECLINED = "declined"
    ASKING = "asking"
    UNFINISHED = "unfinished"
    SENT_BACK = "sent_back"
    EXPIRED = "expired"
    LEFT = "left"


@dataclass(frozen=True)
class Outcome:
    """`next_url` is where an unfinished payment goes on; `reason` says why the bank refused."""

    standing: Standing
    orders: list[Order] = field(default_factory=list)
    reason: Any = ""
    next_url: str = ""


REASONS: dict[str, Promise] = {
    "card_declined": _("Your bank refused this card. It does not tell us why."),
    "insufficient_funds": _("There is not enough money on this card."),
    "expired_card": _("This card has expired."),
    "lost_card": _("Your bank refused this card. Please ask your bank."),
    "incorrect_cvc": _("The three digits from the back of the card were wrong."),
    "voucher_expired": _("The voucher was not paid in time."),
    "authentication_failed": _("Your bank could not make sure that it is you."),
    "processing_error": _("The payment broke off on its way to your bank."),
    "never_arrived": _("The payment never reached your bank."),
    "abandoned": _("You came back without paying."),
}
REFUSED = _("Your bank refused the payment.")


def of(checkout: Checkout) -> Outcome:
    orders = list(checkout.orders.select_related("seller").order_by("pk"))
    states = {order.state for order in orders}
    if any(order.paid_at for order in orders):
        return Outcome(Standing.PAID, orders)
    payments = list(Payment.objects.filter(tender__checkout=checkout).order_by("created_at"))
    if any(payment.state == PaymentState.CAPTURED for payment in payments):
        return Outcome(Standing.SENT_BACK, orders)
    if states != {OrderState.PENDING_PAYMENT}:
        ended = Standing.LEFT if OrderState.CANCELLED in states else Standing.EXPIRED
        return Outcome(ended, orders)
    asked = next((payment for payment in payments if payment.is_waiting()), payments[-1])
    return _waiting(asked, orders)


def _waiting(payment: Payment, orders: list[Order]) -> Outcome:
    operation = payment.operations.filter(kind=Operation.Kind.CHARGE).first()
    if payment.state in GIVEN_UP:
        code = operation.decline_code if operation else ""
        return Outcome(Standing.DECLINED, orders, reason=REASONS.get(code, REFUSED))
    if operation is None or operation.state == OperationState.CREATED:
        return Outcome(Standing.UNFINISHED, orders)
    if operation.next_url:
        return Outcome(Standing.UNFINISHED, orders, next_url=operation.next_url)
    return Outcome(Standing.ASKING, orders)
