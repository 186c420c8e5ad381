"""What is promised to the buyer the moment an order is paid, stored once and kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from escrow import deadlines
from escrow.models import Policy
from escrow.money import Money
from escrow.story import story
from marketplace.models import Order
from sellers.models import Seller
from sellers.models.seller import Level

TRUSTED, STANDARD, CAREFUL = "hold_trusted", "hold_standard", "hold_careful"
END_OF_DAY = timedelta(days=1) - timedelta(seconds=1)


def tier_of(order: Order, *, risky: bool) -> str:
    """How long the money is held after delivery: by the seller's level, what it is and its worth."""
    return tier_for(order.seller, order.total, risky=risky, under=order.policy)


def tier_for(seller: Seller, worth: Money, *, risky: bool, under: Policy) -> str:
    """The same, before there is an order: what an order of that worth would get."""
    large = worth >= under.amount("careful_from", worth.currency)
    if large or risky or seller.level in (Level.NEW, Level.RESTRICTED):
        return CAREFUL
    return TRUSTED if seller.level == Level.TRUSTED else STANDARD


def promise(order: Order) -> tuple[datetime, datetime]:
    """Fix the day it is sent by, the days it arrives, and when not-received claims open and close.

    Returns when it is refunded unless it was sent, and when it is presumed lost.
    """
    assert order.paid_at is not None
    order.ship_by = order.seller.ship_by(order.paid_at)
    order.promised_from = _end_of(order, order.ship_by + timedelta(days=order.days_min))
    presumed_lost_at = keep_promise(
        order, _end_of(order, order.ship_by + timedelta(days=order.days_max))
    )
    return unsent_until(order), presumed_lost_at


def unsent_until(order: Order) -> datetime:
    """Not sent by then it is cancelled, and everything goes back."""
    assert order.ship_by is not None
    return order.ship_by + order.policy.window("ship_grace")


def keep_promise(order: Order, promised_by: datetime) -> datetime:
    """The instant by which it must have arrived, and the claims that hang on it.

    Returns when the claim that nothing came closes, and the order is presumed lost.
    """
    order.promised_by = promised_by
    order.nr_opens_at = promised_by + order.policy.window("nr_opens")
    order.nr_closes_at = promised_by + order.policy.window("nr_closes")
    return order.nr_closes_at


def _end_of(order: Order, moment: datetime) -> datetime:
    """The end of that day where the buyer is."""
    day = moment.astimezone(order.buyer.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + END_OF_DAY


@story
def promise_exactly(order_id: int, promised_by: datetime) -> None:
    """A promise made elsewhere (by a recorded order) replaces the one from the shipping lane."""
    order = Order.objects.select_related("policy").locked().get(pk=order_id)
    presumed_lost_at = keep_promise(order, promised_by)
    order.save()
    deadlines.set(order, "never_arrived", presumed_lost_at)
