"""The coverage meter: is the seller covered, what is missing, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from escrow import clock
from marketplace import coverage_proof
from marketplace.coverage import at_its_address, in_time, must_be_signed
from marketplace.coverage_proof import FUND, LOST, MET, OPEN, Check
from marketplace.models import Order, Shipment
from marketplace.models.order import OrderState
from marketplace.moments import told

WORST_FIRST = (LOST, FUND, OPEN, MET)
NEVER_SENT = (OrderState.PENDING_PAYMENT, OrderState.EXPIRED, OrderState.CANCELLED)


@dataclass(frozen=True)
class Meter:
    """`state` is that of the weakest check. `title` is a heading, `short` a word or two."""

    state: str
    title: str
    short: str
    checks: list[Check] = field(default_factory=list)


def of(order: Order) -> Meter | None:
    """For an order with its policy and checkout; None for one that is not sent at all."""
    parcels = order.first_parcels()
    if order.state in NEVER_SENT or not (parcels or order.is_to_ship()):
        return None
    checks = [_address(order, parcels), _time(order, parcels), coverage_proof.of(order, parcels)]
    states = {check.state for check in checks}
    state = next(state for state in WORST_FIRST if state in states)
    return Meter(state, _title(state, order, parcels), _short(state, order, parcels), checks)


def _address(order: Order, parcels: list[Shipment]) -> Check:
    to = {"name": order.checkout.name, "place": f"{order.checkout.postcode} {order.checkout.city}"}
    if not all(at_its_address(order, parcel) for parcel in parcels):
        words = _("The carrier delivered it in another postcode than %(place)s.")
        return Check("address", LOST, words % to)
    if order.is_to_ship():
        words = _("Send it to %(name)s, %(place)s: the address of the order, and no other.")
        return Check("address", OPEN, words % to)
    return Check("address", MET, _("Sent to the order's address, %(place)s.") % to)


def _time(order: Order, parcels: list[Shipment]) -> Check:
    by = {"by": told(order.ship_by)}
    late = order.ship_by is not None and clock.now() > order.ship_by
    if not all(in_time(order, parcel) for parcel in parcels) or (order.is_to_ship() and late):
        words = _("It was to be sent by %(by)s. A bank does not cover what is sent later.")
        return Check("on_time", LOST, words % by)
    if order.is_to_ship():
        return Check("on_time", OPEN, _("Hand it over by %(by)s.") % by)
    return Check("on_time", MET, _("Sent in time: it was to be by %(by)s.") % by)


def _title(state: str, order: Order, parcels: list[Shipment]) -> str:
    if state == LOST:
        return _("You are not covered")
    if state == FUND:
        return _("Covered in a case by the guarantee fund, not at a bank")
    if state == MET:
        return _("You are covered")
    return _("Covered so far") if not order.is_to_ship() else _("Send it so, and you are covered")


def _short(state: str, order: Order, parcels: list[Shipment]) -> str:
    if state == LOST:
        return _("Not covered")
    if state == FUND:
        return _("Covered by the fund")
    if state == MET:
        return _("Covered")
    if not order.is_to_ship():
        return _("Covered so far")
    return _("Needs a signature") if must_be_signed(order) else _("Needs tracking")
