"""Which payment of a purchase is asked for next."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from escrow.models import Hold, Payment
from escrow.story import Refusal, step
from marketplace import tenders, ways_to_pay
from marketplace.models import Checkout, User
from marketplace.models.order import OrderState
from marketplace.tenders import payments_of
from marketplace.ways_to_pay import Way


class NothingToPay(Refusal):
    """The purchase is paid already, or was given up."""


@step
def waiting_payment(checkout_id: UUID, *, by: User, way: str = "") -> Payment:
    """The payment to be made now, a balance first; after a declined one, a new one.

    Raises NothingToPay, NoSuchWay.
    """
    checkout = Checkout.objects.get(pk=checkout_id, buyer=by)
    payments = list(payments_of(checkout).select_for_update(no_key=True, of=("self",)))
    if way:
        _leave_unbegun(payments, ways_to_pay.chosen(way, checkout.currency, checkout.country))
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


def _leave_unbegun(payments: Sequence[Payment], wanted: Way) -> None:
    """Placed with another way, and nobody was ever asked for that money: it is given up."""
    for payment in payments:
        kept = payment.is_from_balance() or wanted.is_of(payment)
        if payment.is_waiting() and not kept and not payment.operations.exists():
            payment.cancel()
            payment.save(update_fields=["state"])


def _way(checkout: Checkout, payments: Sequence[Payment], way: str) -> Way:
    """As named now, or as the buyer chose before for what the balance does not pay."""
    able = ways_to_pay.ways(checkout.currency, checkout.country)
    before = [payment for payment in payments if not payment.is_from_balance()]
    same = [each for each in able if before and each.is_of(before[-1])]
    code = way or (same[0].code if same else "")
    return ways_to_pay.chosen(code, checkout.currency, checkout.country)
