"""Sending what was sold, or not sending it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, outbox
from escrow.models import Hold, Refund
from escrow.story import Refusal, require, story
from marketplace import cancel_clock, carriers, completion, handing_over, stalling
from marketplace.giving_back import give_back
from marketplace.models import Order, OrderLine, Shipment, ShipmentLine, User
from sellers.models import PerformanceFact


class CannotBeSent(Refusal):
    """The order, or this part of it, is not waiting to be sent."""


class CannotBeCancelled(Refusal):
    """It is too late to cancel; other ways are open."""


@story
def mark_shipped(
    number: str,
    *,
    by: User,
    carrier: str,
    tracking_number: str = "",
    lines: Sequence[int] | None = None,
) -> Shipment:
    """The seller handed lines (all that are left, unless named) to a carrier. Raises CannotBeSent."""
    order = (
        Order.objects.sold_by(by).select_related("seller", "checkout").locked().get(number=number)
    )
    require(order.is_to_ship(), CannotBeSent, _("This order is not waiting to be sent."))
    left = unsent(order)
    sending = [line for line in left if lines is None or line.pk in lines]
    require(bool(sending), CannotBeSent, _("Choose what you are sending."))
    shipment = _write(order, sending, carrier, tracking_number)
    stalling.watch(shipment, order)
    cancel_clock.overtake(order)
    _move_on(order, all_sent=len(sending) == len(left))
    kind = "order_by_hand" if shipment.is_by_hand() else "order_sent"
    outbox.announce(order.buyer_id, kind, order, key=str(shipment.pk))
    audit.record(by, "shipped", order, shipment, carrier=carrier, tracking=tracking_number)
    if shipment.is_by_hand():
        handing_over.prepare(shipment)
        return shipment
    completion.note(order, PerformanceFact.Kind.PARCEL_SENT, reference=shipment.reference)
    if settings.HOLDFAST_DEMO:
        carriers.plan(shipment)
    return shipment


@story
def cancel_by_seller(number: str, *, by: User) -> Order:
    """The seller cannot send it: the buyer gets everything back at once. Raises CannotBeCancelled."""
    plain = Order.objects.sold_by(by).get(number=number)
    holds = list(Hold.objects.filter(line__order=plain).locked())
    order = completion.locked_orders_of(holds)[0]
    require(
        order.can_be_cancelled_by_seller(),
        CannotBeCancelled,
        _("This order can no longer be cancelled. Refund the buyer in a case instead."),
    )
    waiting = [hold for hold in holds if not hold.is_settled()]
    require(
        all(hold.is_running() for hold in waiting),
        CannotBeCancelled,
        _("The money of this order stands still. It can be cancelled when that has ended."),
    )
    give_back(order, waiting, Refund.Reason.CANCELLED, by=by)
    completion.note(order, PerformanceFact.Kind.CANCELLED_BY_SELLER)
    return order


@story
def refund_not_sent(order_ids: list[str]) -> None:
    """The handling time and its grace are over: what was not sent is refunded by itself."""
    holds = list(Hold.objects.filter(line__order__pk__in=order_ids).locked())
    due = deadlines.due_subjects(order_ids, "ship_by_missed", Order)
    for order in completion.locked_orders_of(holds):
        if str(order.pk) in due:
            _refund_what_is_left(order, holds)
            deadlines.done([order], "ship_by_missed")


@story
def refund_never_arrived(order_ids: list[str]) -> None:
    """Long after the promised day nothing has arrived and nobody claimed: presumed lost, refunded."""
    holds = list(Hold.objects.filter(line__order__pk__in=order_ids).locked())
    due = deadlines.due_subjects(order_ids, "never_arrived", Order)
    for order in completion.locked_orders_of(holds):
        if str(order.pk) in due:
            waiting = [h for h in _of(order, holds) if h.is_running() and not h.delivered_at]
            if waiting:
                give_back(order, waiting, Refund.Reason.PRESUMED_LOST, by=None)
            deadlines.done([order], "never_arrived")


def unsent(order: Order) -> list[OrderLine]:
    """The lines whose money is held and that no parcel carries yet."""
    return list(order.lines.filter(parcels=None, hold__settled_at=None).select_related("hold"))


def _write(order: Order, lines: Sequence[OrderLine], carrier: str, number: str) -> Shipment:
    shipment = Shipment.objects.create(
        order=order,
        carrier=carrier,
        tracking_number=number,
        dispatched_at=clock.now(),
        last_scan_at=clock.now(),
    )
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, line=line, quantity=line.quantity) for line in lines
    )
    return shipment


def _move_on(order: Order, *, all_sent: bool) -> None:
    on_time = order.ship_by is not None and clock.now() <= order.ship_by
    if all_sent:
        order.ship(clock.now())
        deadlines.done([order], "ship_by_missed")
        kind = PerformanceFact.Kind
        completion.note(order, kind.DISPATCHED_ON_TIME if on_time else kind.DISPATCHED_LATE)
    else:
        order.ship_some()
    order.save()


def _refund_what_is_left(order: Order, holds: Sequence[Hold]) -> None:
    left = {line.hold_id for line in unsent(order)}
    waiting = [hold for hold in _of(order, holds) if hold.pk in left and hold.is_running()]
    if waiting:
        completion.note(order, PerformanceFact.Kind.NOT_DISPATCHED)
        give_back(order, waiting, Refund.Reason.NOT_DISPATCHED, by=None)


def _of(order: Order, holds: Sequence[Hold]) -> list[Hold]:
    mine = set(order.lines.values_list("hold_id", flat=True))
    return [hold for hold in holds if hold.pk in mine]
