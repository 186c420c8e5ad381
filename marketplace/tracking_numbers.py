"""A tracking number that was forgotten, or typed wrongly, when a parcel was sent."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from escrow import audit
from escrow.story import Refusal, require, story
from marketplace import carrier_inbox, tracking
from marketplace.models import Order, Shipment, User


class CannotBeNumbered(Refusal):
    """A carrier has seen the parcel under its number already, or it is on its way no more."""


@story
def give_number(number: str, shipment_id: UUID, *, by: User, tracking_number: str) -> Shipment:
    """From now on the carrier's scans are found by this number. Raises CannotBeNumbered."""
    order = Order.objects.sold_by(by).get(number=number)
    parcel = tracking.locked(order.shipments.get(pk=shipment_id).pk, with_money=False).shipment
    require(
        can_be_numbered(parcel),
        CannotBeNumbered,
        _("The carrier has seen this parcel already. Its number cannot be changed any more."),
    )
    if parcel.tracking_number != tracking_number:
        before, parcel.tracking_number = parcel.tracking_number, tracking_number
        parcel.save(update_fields=["tracking_number"])
        carrier_inbox.expect(tracking_number)
        audit.record(by, "numbered", order, parcel, before=before, tracking=tracking_number)
    return parcel


def can_be_numbered(parcel: Shipment) -> bool:
    """With a carrier, and not scanned yet."""
    return parcel.is_moving() and not parcel.is_by_hand() and not parcel.events.all()
