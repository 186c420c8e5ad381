"""Past orders of our own: what their buyers, sellers and carriers did, read from what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from escrow.models import Hold
from escrow.models.hold import HoldState
from marketplace import arrival, stalling
from marketplace.models import Order, OrderLine, Shipment
from marketplace.models.order import OrderState
from marketplace.policy_trial.past import Past
from marketplace.promises import CAREFUL, STANDARD, TRUSTED
from sellers.models.seller import Level

MOST = 50_000
NEVER_SENT = ("draft", "discarded")
CHUNK = 500
LEVEL_OF = {TRUSTED: Level.TRUSTED, STANDARD: Level.STANDARD}


def chosen(since: date, until: date) -> QuerySet[Order]:
    """Paid on these days, and at their end by now; the first fifty thousand."""
    paid = Order.objects.filter(paid_at__gte=_midnight(since))
    paid = paid.filter(paid_at__lt=_midnight(until + timedelta(days=1)), promised_by__isnull=False)
    ended = paid.filter(state__in=[OrderState.COMPLETED, OrderState.CANCELLED])
    return ended.order_by("paid_at", "pk")[:MOST]


def pasts(orders: QuerySet[Order]) -> Iterator[Past]:
    """In a fixed number of questions for every five hundred."""
    parcels = Shipment.objects.filter(replacement=None).prefetch_related("events").order_by("pk")
    lines = OrderLine.objects.select_related("hold", "listing__category").order_by("pk")
    loaded = orders.select_related("seller", "checkout", "policy").prefetch_related(
        Prefetch("lines", lines),
        Prefetch("shipments", parcels),
        "disputes",
        "lines__hold__recoveries",
    )
    for order in loaded.iterator(chunk_size=CHUNK):
        yield _past(order)


def _past(order: Order) -> Past:
    lines, parcels = list(order.lines.all()), list(order.shipments.all())
    holds = [line.hold for line in lines]
    sent = min((parcel.dispatched_at for parcel in parcels), default=None)
    assert order.paid_at is not None
    assert order.ship_by is not None
    assert order.promised_by is not None
    return Past(
        key=order.number,
        shop=order.seller.name,
        currency=order.currency,
        goods_minor=sum(hold.goods_minor for hold in holds),
        shipping_minor=sum(hold.shipping_minor for hold in holds),
        tax_minor=sum(hold.tax_minor for hold in holds),
        paid_at=order.paid_at,
        ship_by=order.ship_by,
        promised_by=order.promised_by,
        plus=order.checkout.plus,
        level=_level(order, holds),
        risky=any(line.listing.category.risky for line in lines),
        domestic=stalling.is_domestic(order),
        cancelled_at=order.ended_at if order.state == OrderState.CANCELLED else None,
        sent_at=sent,
        **_parcels(parcels),
        **_ended(order, holds),
    )


def _level(order: Order, holds: list[Hold]) -> str:
    """What the seller was then: a kept reserve is a new shop's, the hold's length tells the rest."""
    if any(hold.reserve_bps for hold in holds):
        return Level.NEW
    if order.hold_tier != CAREFUL:
        return LEVEL_OF.get(order.hold_tier, Level.STANDARD)
    return Level.TRUSTED if order.seller.level == Level.TRUSTED else Level.STANDARD


def _parcels(parcels: list[Shipment]) -> dict[str, Any]:
    """All of it has come when the last parcel has; the weakest proof counts."""
    scans = sorted(event.at for parcel in parcels for event in parcel.events.all())
    came = [parcel.delivered_at for parcel in parcels if parcel.delivered_at]
    if not parcels or len(came) < len(parcels):
        return {"scans": tuple(scans[:-1])}
    last = max(came)
    return {
        "scans": tuple(scan for scan in scans if scan < last),
        "delivered_at": last,
        "grade": max(parcel.proof_grade or "D" for parcel in parcels),
    }


def _ended(order: Order, holds: list[Hold]) -> dict[str, Any]:
    """What people said: all is good, more time, something is wrong; and what a case gave back."""
    settled = max((hold.settled_at for hold in holds if hold.settled_at), default=None)
    sent_cases = [case for case in order.disputes.all() if case.state not in NEVER_SENT]
    back = sum(hold.refunded_minor + hold.recovered_minor for hold in holds)
    return {
        "settled_at": settled,
        "extended": any(hold.extended_at for hold in holds),
        "complained_at": min((case.opened_at for case in sent_cases), default=None),
        "refunded_minor": back,
        "confirmed_at": None if sent_cases else _confirmed(order, holds, settled),
    }


def _confirmed(order: Order, holds: list[Hold], settled: datetime | None) -> datetime | None:
    """Released before it would have been by itself: the buyer said that all is good."""
    if settled is None or any(hold.state != HoldState.RELEASED for hold in holds):
        return None
    last = max((hold.release_at for hold in holds if hold.release_at), default=None)
    return settled if last is None or settled < arrival.after_grace(order, last) else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
