"""What carriers report of a parcel."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django_fsm import can_proceed

from escrow import clock, outbox
from escrow.models import Hold
from escrow.story import story
from marketplace import arrival, completion, stalling
from marketplace.models import Order, Shipment, TrackingEvent
from marketplace.models.shipment import ProofGrade, ShipmentState

Kind = TrackingEvent.Kind
MOVES = {
    Kind.ACCEPTED: "travel",
    Kind.IN_TRANSIT: "travel",
    Kind.CUSTOMS: "travel",
    Kind.OUT_FOR_DELIVERY: "go_out",
    Kind.AWAITING_PICKUP: "wait_for_pickup",
    Kind.ATTEMPT_FAILED: "fail_attempt",
    Kind.RETURNING: "turn_back",
    Kind.RETURNED: "come_back",
    Kind.LOST: "lose",
}


@story
def record_scan(
    shipment_id: UUID,
    *,
    kind: str,
    at: datetime,
    key: str,
    place: str = "",
    proof_grade: str = "",
) -> bool:
    """A carrier saw the parcel. Returns whether this was news; a scan that came before is not."""
    holds, order, shipment = _locked(shipment_id, with_money=kind == Kind.DELIVERED)
    if TrackingEvent.objects.filter(key=key).exists():
        return False
    TrackingEvent.objects.create(
        shipment=shipment,
        key=key,
        kind=kind,
        at=at,
        place=place,
        proof_grade=proof_grade,
        received_at=clock.now(),
    )
    shipment.last_scan_at = max(at, shipment.last_scan_at or at)
    if order is None:
        _move(shipment, MOVES[Kind(kind)])
        _tell(shipment, kind)
    elif can_proceed(shipment.deliver):
        arrival.arrive(shipment, order, holds, at, proof_grade or ProofGrade.C)
    shipment.save()
    stalling.watch(shipment, order or completion.with_policy(shipment.order))
    return True


def _move(shipment: Shipment, verb: str) -> None:
    """Follow the scan if it leads anywhere; a late one never undoes a delivery."""
    method = getattr(shipment, verb)
    if can_proceed(method):
        method()


def _tell(shipment: Shipment, kind: str) -> None:
    """The buyer hears once of what they have to do themselves."""
    if kind == Kind.AWAITING_PICKUP and shipment.state == ShipmentState.AWAITING_PICKUP:
        order = shipment.order
        outbox.announce(order.buyer_id, "parcel_waits", order, key=str(shipment.pk))


def _locked(shipment_id: UUID, *, with_money: bool) -> tuple[list[Hold], Order | None, Shipment]:
    """In the one lock order: holds by id, order, shipment. A mere scan moves the parcel only."""
    holds: list[Hold] = []
    order = None
    if with_money:
        holds = list(Hold.objects.filter(line__order__shipments=shipment_id).locked())
        order = completion.locked_orders_of(holds)[0]
    parcels = Shipment.objects.select_related("order__seller", "order__checkout")
    shipment = parcels.select_for_update(no_key=True, of=("self",)).get(pk=shipment_id)
    return holds, order, shipment
