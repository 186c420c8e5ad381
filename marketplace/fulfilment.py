"""Sending what was sold, or not sending it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from escrow import audit, clock, deadlines, outbox
from escrow.models import Hold, Refund
from escrow.story import Refusal, require, story
from marketplace import (
    cancel_clock,
    carrier_inbox,
    carriers,
    completion,
    handing_over,
    packed,
    stalling,
)
from marketplace.giving_back import give_back
from marketplace.models import Order, OrderLine, Shipment, ShipmentLine, User
from marketplace.models.order import TO_SHIP
from marketplace.packed import CannotBeSent
from sellers.models import PerformanceFact


class CannotBeCancelled(Refusal):
    """It is too late to cancel; other ways are open."""


@story
def mark_shipped(
    number: str,
    *,
    by: User,
    carrier: str,
    tracking_number: str = "",
    lines: Mapping[int, int] | Sequence[int] | None = None,
    seen_left: int | None = None,
) -> Shipment:
    """The seller handed lines (all that are left, unless named) to a carrier.

    `lines` may say how many units of each. `seen_left` is how many units waited in all when the
    seller looked: a second click finds fewer. Raises CannotBeSent.
    """
    order = (
        Order.objects.sold_by(by).select_related("seller", "checkout").locked().get(number=number)
    )
    require(order.is_to_ship(), CannotBeSent, not_waiting())
    left = unsent(order)
    waiting = sum(line.left for line in left)
    require(
        seen_left in (None, waiting),
        CannotBeSent,
        _("Some of this order was sent since you looked. Please look again."),
    )
    sending = packed.what(left, lines)
    shipment = _write(order, sending, carrier, tracking_number)
    stalling.watch(shipment, order)
    carrier_inbox.expect(tracking_number)
    cancel_clock.overtake(order)
    _move_on(order, all_sent=sum(sending.values()) == waiting)
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
    """The lines whose money is held and of which no parcel carries all; `left` says how many."""
    return list(order.lines.unsent().select_related("hold"))


def that_can_be_sent(orders: QuerySet[Order]) -> set[str]:
    """The numbers of those orders of which something is waiting to be sent."""
    left = OrderLine.objects.unsent().filter(order=OuterRef("pk"))
    waiting = orders.filter(Exists(left), state__in=TO_SHIP)
    return set(waiting.values_list("number", flat=True))


def not_waiting() -> str:
    return _("This order is not waiting to be sent.")


def _write(order: Order, units: Mapping[int, int], carrier: str, number: str) -> Shipment:
    shipment = Shipment.objects.create(
        order=order,
        carrier=carrier,
        tracking_number=number,
        dispatched_at=clock.now(),
        last_scan_at=clock.now(),
    )
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, line_id=line, quantity=many) for line, many in units.items()
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
    left = {line.hold_id: line for line in unsent(order)}
    waiting = [hold for hold in _of(order, holds) if hold.pk in left and hold.is_running()]
    if not waiting:
        return
    completion.note(order, PerformanceFact.Kind.NOT_DISPATCHED)
    whole = [hold for hold in waiting if left[hold.pk].left == left[hold.pk].quantity]
    parts = {
        hold: packed.share_of_rest(left[hold.pk], hold) for hold in waiting if hold not in whole
    }
    give_back(order, whole, Refund.Reason.NOT_DISPATCHED, by=None, parts=parts)


def _of(order: Order, holds: Sequence[Hold]) -> list[Hold]:
    mine = set(order.lines.values_list("hold_id", flat=True))
    return [hold for hold in holds if hold.pk in mine]
