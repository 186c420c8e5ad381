"""Purchases that nobody pays: given up by the buyer or by the clock, and the goods free again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, holding, ledger, outbox, refunds
from escrow.ledger import Entry
from escrow.models import Hold, Operation, Payment, Refund
from escrow.models.operation import UNANSWERED
from escrow.story import step, story
from marketplace import listing_prices, tenders
from marketplace.models import Checkout, Order, OrderLine, User, Variant
from marketplace.models.order import OrderState
from marketplace.payment_due import NothingToPay
from marketplace.tenders import payments_of

LOOK_AGAIN = timedelta(minutes=5)


@story
def expire_unpaid(checkout_ids: list[str]) -> None:
    """Nobody paid in time: the orders end and the goods are free again."""
    for checkout in Checkout.objects.filter(pk__in=checkout_ids).order_by("pk"):
        _give_up(checkout, by=None)


@story
def leave(checkout_id: UUID, *, by: User) -> None:
    """The buyer does not want to pay after all. Raises NothingToPay."""
    checkout = Checkout.objects.get(pk=checkout_id, buyer=by)
    if not _give_up(checkout, by=by):
        raise NothingToPay(_("This purchase cannot be left now: it is paid, or being paid."))


@step
def _give_up(checkout: Checkout, *, by: User | None) -> bool:
    """End a purchase nobody has paid; wait while a provider may still be saying yes."""
    payments = list(payments_of(checkout).select_for_update(no_key=True))
    holds = list(Hold.objects.filter(line__order__checkout=checkout).locked())
    orders = list(checkout.orders.locked())
    if any(order.state != OrderState.PENDING_PAYMENT for order in orders):
        deadlines.cancel([checkout], "unpaid")
        return False
    if _in_flight(payments):
        deadlines.set(checkout, "unpaid", clock.now() + LOOK_AGAIN)
        return False
    for payment in payments:
        if payment.is_waiting():
            payment.cancel() if by else payment.expire()
            payment.save()
    _end_at_the_provider(payments)
    _set_free(checkout)
    holding.void(holds)
    for order in orders:
        order.cancel(clock.now()) if by else order.expire(clock.now())
        order.save()
    _free_stock(orders)
    deadlines.done([checkout], "unpaid")
    if by is None:
        outbox.announce(checkout.buyer_id, "order_expired", orders[0], key=str(checkout.pk))
    audit.record(by, "left" if by else "expired_unpaid", checkout)
    return True


def _set_free(checkout: Checkout) -> None:
    """What was set aside for the purchase goes back to where it came from."""
    for payment in tenders.set_aside(checkout):
        entry = Entry(f"unwanted:{payment.pk}", "refund")
        entry.debit(payment.unapplied, payment.captured)
        ledger.post(entry.credit(refunds.IN_TRANSIT, payment.captured))
        refunds.request_whole(payment, payment.captured, Refund.Reason.NOT_NEEDED)


def _end_at_the_provider(payments: Sequence[Payment]) -> None:
    """The next question about them ends them there, so that nobody pays for nothing."""
    open_charges = Operation.objects.filter(payment__in=payments, state__in=UNANSWERED)
    open_charges.update(ask_at=clock.now())


def _in_flight(payments: Sequence[Payment]) -> bool:
    """A charge was sent and may succeed without the buyer doing anything more."""
    return Operation.objects.filter(
        payment__in=payments, state__in=UNANSWERED, next_url=""
    ).exists()


def _free_stock(orders: Sequence[Order]) -> None:
    sold = OrderLine.objects.filter(order__in=orders).order_by("variant_id")
    lines = list(sold.select_related("listing"))
    for line in lines:
        Variant.objects.filter(pk=line.variant_id).update(reserved=F("reserved") - line.quantity)
    listing_prices.keep(line.listing_id for line in lines if line.is_one_of_several())
