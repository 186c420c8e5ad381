"""The seller says that it has arrived: the weakest proof (D), where no carrier says anything."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from escrow import audit
from escrow.story import Refusal, require, story
from marketplace import tracking
from marketplace.models import Order, Shipment, User
from marketplace.models.shipment import ProofGrade


class CannotBeDeclared(Refusal):
    """It has arrived already, or it is not on its way to the buyer."""


@story
def say_delivered(number: str, shipment_id: UUID, *, by: User) -> Shipment:
    """Both clocks of it start, at the promised day at the soonest. Raises CannotBeDeclared."""
    order = Order.objects.sold_by(by).get(number=number)
    parcel = tracking.locked(order.shipments.get(pk=shipment_id).pk, with_money=True)
    require(
        parcel.shipment.is_moving(),
        CannotBeDeclared,
        _("This parcel is not on its way to the buyer any more. There is nothing to say of it."),
    )
    tracking.see_delivered(parcel, key=f"word:{shipment_id}", proof_grade=ProofGrade.D)
    audit.record(by, "declared_delivered", order, parcel.shipment)
    return parcel.shipment
