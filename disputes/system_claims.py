"""What the parcel's scans tell: lost, stalled or gone back, the case is opened without the buyer.

The seller is asked as in any other case. If they stay silent the money goes back.
"""

from __future__ import annotations

from disputes import claims, opening
from disputes.claims import CannotBeDisputed, Claim
from escrow import audit, deadlines
from escrow.models.hold import OPEN
from escrow.story import step, story
from marketplace.models import Shipment, ShipmentLine
from marketplace.models.shipment import ShipmentState
from marketplace.stalling import STALLED, UNDELIVERABLE

REASONS = {
    ShipmentState.LOST: "NR-GONE",
    ShipmentState.RETURNED: "NR-RETURNED",
}


@story
def claim_stalled(shipment_ids: list[str]) -> None:
    """No carrier has seen it for so long that it counts as lost."""
    _claim(shipment_ids, STALLED)


@story
def claim_undeliverable(shipment_ids: list[str]) -> None:
    """The carrier has lost it, or brought it back to the seller."""
    _claim(shipment_ids, UNDELIVERABLE)


def _claim(shipment_ids: list[str], kind: str) -> None:
    parcels = Shipment.objects.filter(pk__in=shipment_ids).order_by("pk")
    for shipment in parcels.select_related("order__buyer", "order__seller"):
        _open(shipment, kind)
        deadlines.done([shipment], kind)


@step
def _open(shipment: Shipment, kind: str) -> None:
    """For all that is in the parcel, still held, and in no case yet."""
    reason, inside = _reason(shipment), _undisputed(shipment)
    if not inside:
        return
    claim = Claim(reason, "", {line.line_id: line.quantity for line in inside})
    order = shipment.order
    try:
        claimed = claims.checked(order.number, claim, by=order.buyer, by_scans=True)
    except CannotBeDisputed:
        # A person was faster, between the look and the lock.
        return
    if not _still(shipment, kind, reason):
        return
    dispute = opening.written(claim, claimed, order.buyer)
    dispute.opened_by_system = True
    opening.sent(dispute, claimed, None)
    audit.record(None, "dispute_opened_by_system", order, dispute, shipment, reason=reason)


def _reason(shipment: Shipment) -> str:
    return REASONS.get(ShipmentState(shipment.state), "NR-STALL")


def _still(shipment: Shipment, kind: str, reason: str) -> bool:
    """As it was before the lock: no scan has come meanwhile that says otherwise."""
    now = Shipment.objects.select_for_update(no_key=True).get(pk=shipment.pk)
    is_due = bool(deadlines.due_subjects([str(shipment.pk)], kind, Shipment))
    return is_due and _reason(now) == reason and (now.is_moving() or now.state in REASONS)


def _undisputed(shipment: Shipment) -> list[ShipmentLine]:
    held = shipment.lines.filter(line__hold__state__in=OPEN)
    return list(held.exclude(line__dispute_lines__open=True).order_by("pk"))
