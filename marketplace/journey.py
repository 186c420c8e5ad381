"""An order's way from the seller to the door, as a list of what was and what comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from marketplace.models import Order, Shipment, TrackingEvent
from marketplace.models.order import OrderState

LOST = (TrackingEvent.Kind.LOST, TrackingEvent.Kind.RETURNED)


@dataclass
class Stop:
    """`state` is done, now, next or lost."""

    title: str
    at: datetime | None = None
    place: str = ""
    text: str = ""
    state: str = "done"


def of(order: Order) -> list[Stop]:
    """Oldest first; the last thing that happened is `now`, and what is promised is `next`.

    For an order loaded `with_parcels()`.
    """
    shipments = sorted(order.shipments.all(), key=lambda parcel: parcel.dispatched_at)
    stops = _paid(order)
    for shipment in shipments:
        stops += _parcel(order, shipment)
    stops.sort(key=_when)
    if stops and stops[-1].state == "done" and order.state != OrderState.COMPLETED:
        stops[-1].state = "now"
    return stops + _ahead(order, shipments)


def _when(stop: Stop) -> datetime:
    assert stop.at is not None
    return stop.at


def _paid(order: Order) -> list[Stop]:
    return [Stop(_("You paid"), order.paid_at)] if order.paid_at else []


def _parcel(order: Order, shipment: Shipment) -> list[Stop]:
    sent = _sent(shipment) % {"shop": order.seller.name, "carrier": shipment.carrier}
    first = Stop(sent, shipment.dispatched_at, text=shipment.tracking_number)
    return [first, *(_scan(event) for event in shipment.events.all())]


def _sent(shipment: Shipment) -> str:
    if shipment.is_by_hand():
        return _("%(shop)s gives it to you by hand")
    return _("%(shop)s sent it with %(carrier)s")


def _scan(event: TrackingEvent) -> Stop:
    proof = ""
    if event.kind == TrackingEvent.Kind.DELIVERED and event.proof_grade:
        proof = _("Proof: %(grade)s") % {"grade": event.get_proof_grade_display()}
    state = "lost" if event.kind in LOST else "done"
    return Stop(event.get_kind_display(), event.at, event.place, proof, state)


def _ahead(order: Order, shipments: list[Shipment]) -> list[Stop]:
    """What comes next, as promised."""
    if order.is_to_ship():
        sends = _("%(shop)s sends it by then") % {"shop": order.seller.name}
        return [
            Stop(sends, order.ship_by, state="next"),
            Stop(_("It arrives by then"), order.promised_by, state="next"),
        ]
    if order.state == OrderState.SHIPPED and any(parcel.is_moving() for parcel in shipments):
        return [Stop(_("It arrives by then"), order.promised_by, state="next")]
    return []
