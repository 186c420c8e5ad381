"""With what a purchase is paid: one payment, or the buyer's balance first and another for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from escrow import balances, clock
from escrow.models import Hold, HoldFunding, Payment
from escrow.models.payment import BALANCE, PaymentState
from escrow.money import Money, total
from escrow.story import step
from marketplace.models import Checkout, CheckoutPayment
from marketplace.ways_to_pay import Way

FROM_BALANCE = Way(BALANCE, "", "")


@step
def tender(
    checkout: Checkout, holds: Sequence[Hold], way: Way, *, use_balance: bool = False
) -> list[Payment]:
    """The payments that together pay all of these holds; the balance first, as far as it goes."""
    open_parts = [hold.total for hold in holds]
    payments = []
    if use_balance:
        whole = total(open_parts, checkout.currency)
        parts = _shared(min(whole, balances.free(checkout.buyer, checkout.currency)), open_parts)
        payments += _pay_with(FROM_BALANCE, checkout, holds, parts)
        open_parts = [part - taken for part, taken in zip(open_parts, parts, strict=True)]
    return payments + _pay_with(way, checkout, holds, open_parts)


@step
def tender_rest(checkout: Checkout, holds: Sequence[Hold], way: Way) -> list[Payment]:
    """After a declined card: one more payment for what is not set aside already."""
    open_parts = {hold.pk: hold.total for hold in holds}
    for funding in HoldFunding.objects.filter(payment__in=set_aside(checkout)):
        open_parts[funding.hold_id] -= funding.amount
    return _pay_with(way, checkout, holds, [open_parts[hold.pk] for hold in holds])


def payments_of(checkout: Checkout) -> QuerySet[Payment]:
    return Payment.objects.filter(tender__checkout=checkout).order_by("created_at", "pk")


def payments_with(payment_id: UUID | None) -> QuerySet[Payment]:
    """The payments of one purchase, found by any of them."""
    same = Payment.objects.filter(tender__checkout__tenders__payment=payment_id)
    return same.order_by("created_at", "pk")


def set_aside(checkout: Checkout) -> QuerySet[Payment]:
    """Payments that came and wait for the others, or pay for the holds already."""
    captured = payments_of(checkout).filter(state=PaymentState.CAPTURED)
    return captured.exclude(refunds__hold=None, refunds__isnull=False)


def _shared(amount: Money, parts: Sequence[Money]) -> list[Money]:
    """No part gets more than it costs: the largest remainder of less than the whole never does."""
    return amount.split([part.minor for part in parts])


def _pay_with(
    way: Way, checkout: Checkout, holds: Sequence[Hold], parts: Sequence[Money]
) -> list[Payment]:
    whole = total(parts, checkout.currency)
    if not whole:
        return []
    payment = Payment.objects.create(
        buyer=checkout.buyer,
        gateway=way.gateway,
        method=way.method,
        amount_minor=whole.minor,
        currency=checkout.currency,
        created_at=clock.now(),
    )
    CheckoutPayment.objects.create(checkout=checkout, payment=payment)
    HoldFunding.objects.bulk_create(
        HoldFunding(hold=hold, payment=payment, amount_minor=part.minor, currency=part.currency)
        for hold, part in zip(holds, parts, strict=True)
        if part
    )
    return [payment]
