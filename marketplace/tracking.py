"""What carriers report of a parcel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django_fsm import can_proceed

from escrow import clock, outbox
from escrow.models import Hold
from escrow.story import step, story
from marketplace import arrival, completion, stalling
from marketplace.models import Order, Shipment, TrackingEvent
from marketplace.models.shipment import ProofGrade, ShipmentState
from sellers.models import PerformanceFact

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


@dataclass(frozen=True)
class Parcel:
    """Locked: the parcel, and what its arrival moves; `order` is None for a mere scan."""

    holds: list[Hold]
    order: Order | None
    shipment: Shipment


@story
def record_scan(
    shipment_id: UUID,
    *,
    kind: str,
    at: datetime,
    key: str,
    place: str = "",
    postcode: str = "",
    proof_grade: str = "",
) -> bool:
    """A carrier saw the parcel. Returns whether this was news; a scan that came before is not."""
    parcel = locked(shipment_id, with_money=kind == Kind.DELIVERED)
    if TrackingEvent.objects.filter(key=key).exists():
        return False
    scan = {"place": place, "postcode": postcode, "proof_grade": proof_grade}
    _write(parcel.shipment, kind=kind, at=at, key=key, **scan)
    if proof_grade != ProofGrade.D:
        seen = PerformanceFact.Kind.PARCEL_SEEN
        completion.note(parcel.shipment.order, seen, reference=parcel.shipment.reference)
    _follow(parcel, kind, at, proof_grade, postcode)
    return True


@step
def see_delivered(parcel: Parcel, *, key: str, proof_grade: str) -> None:
    """It arrived this moment, and somebody of ours knows: the parcel was locked with its money."""
    now = clock.now()
    _write(parcel.shipment, kind=Kind.DELIVERED, at=now, key=key, proof_grade=proof_grade)
    _follow(parcel, Kind.DELIVERED, now, proof_grade)


def _write(shipment: Shipment, *, at: datetime, **scan: str) -> None:
    TrackingEvent.objects.create(shipment=shipment, at=at, received_at=clock.now(), **scan)
    shipment.last_scan_at = max(at, shipment.last_scan_at or at)


def _follow(parcel: Parcel, kind: str, at: datetime, proof_grade: str, postcode: str = "") -> None:
    """The parcel goes where the scan says, if that leads anywhere."""
    shipment, order = parcel.shipment, parcel.order
    if order is None:
        _move(shipment, MOVES[Kind(kind)])
        _tell(shipment, kind)
    elif can_proceed(shipment.deliver):
        grade = proof_grade or ProofGrade.C
        arrival.arrive(shipment, order, parcel.holds, at, grade, postcode)
    elif proof_grade:
        shipment.prove_better(proof_grade, postcode)
    shipment.save()
    stalling.watch(shipment, order or completion.with_policy(shipment.order))


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


@step
def locked(shipment_id: UUID, *, with_money: bool) -> Parcel:
    """In the one lock order: holds by id, order, shipment. A mere scan moves the parcel only."""
    holds: list[Hold] = []
    order = None
    if with_money:
        holds = list(Hold.objects.filter(line__order__shipments=shipment_id).locked())
        order = completion.locked_orders_of(holds)[0]
    parcels = Shipment.objects.select_related("order__seller", "order__checkout")
    shipment = parcels.select_for_update(no_key=True, of=("self",)).get(pk=shipment_id)
    return Parcel(holds, order, shipment)
