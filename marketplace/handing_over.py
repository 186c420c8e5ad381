"""A seller gives it to the buyer by hand; the buyer's code proves that, as well as a signature."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, step, story
from marketplace import tracking
from marketplace.models import Handover, Order, Shipment, User
from marketplace.models.handover import DIGITS
from marketplace.models.shipment import ProofGrade

WRONG_CODES, PAUSE = 5, timedelta(hours=1)


class CannotBeHandedOver(Refusal):
    """It is not given by hand, is given already, or too many wrong codes were typed."""


class WrongCode(Refusal):
    """Not the buyer's; it was counted."""


@step
def prepare(shipment: Shipment) -> Handover:
    """The code that the buyer shows when they have it in their hands."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    return Handover.objects.create(shipment=shipment, code=code)


@story
def hand_over(number: str, shipment_id: UUID, *, by: User, code: str) -> bool:
    """The seller types the buyer's code; says whether it is right. Raises CannotBeHandedOver.

    A wrong one is counted: this must be written down, so it is an answer and not a refusal.
    """
    order = Order.objects.sold_by(by).get(number=number)
    parcel = tracking.locked(order.shipments.get(pk=shipment_id).pk, with_money=True)
    handover = _waiting(parcel.shipment)
    if not secrets.compare_digest(handover.code.encode(), code.strip().encode()):
        _count_wrong(handover, by=by)
        return False
    handover.done_at = clock.now()
    handover.save(update_fields=["done_at"])
    tracking.see_delivered(parcel, key=f"handover:{shipment_id}", proof_grade=ProofGrade.A)
    audit.record(by, "handed_over", order, parcel.shipment)
    return True


def _waiting(shipment: Shipment) -> Handover:
    handover = Handover.objects.filter(shipment=shipment).select_for_update().first()
    if handover is None or handover.done_at or not shipment.is_moving():
        raise CannotBeHandedOver(_("There is nothing to hand over here any more."))
    require(
        not handover.waits(clock.now()),
        CannotBeHandedOver,
        _("Too many wrong codes. Ask the buyer for theirs, and try again in an hour."),
    )
    return handover


def _count_wrong(handover: Handover, *, by: User) -> None:
    handover.wrong += 1
    if handover.wrong % WRONG_CODES == 0:
        handover.wait_until = clock.now() + PAUSE
    handover.save(update_fields=["wrong", "wait_until"])
    audit.record(by, "typed_wrong_code", handover.shipment, wrong=handover.wrong)
