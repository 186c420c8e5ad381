"""What carriers report, and what follows when a parcel arrives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django_fsm import can_proceed

from escrow import audit, clock, deadlines, holding, outbox
from escrow.models import Hold
from escrow.models.hold import HoldState
from escrow.story import step, story
from marketplace import completion
from marketplace.models import Order, OrderLine, Shipment, TrackingEvent
from marketplace.models.order import OrderState
from marketplace.models.shipment import ProofGrade

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
    elif can_proceed(shipment.deliver):
        _arrive(shipment, order, holds, at, proof_grade or ProofGrade.C)
        return True
    shipment.save()
    return True


def _move(shipment: Shipment, verb: str) -> None:
    """Follow the scan if it leads anywhere; a late one never undoes a delivery."""
    method = getattr(shipment, verb)
    if can_proceed(method):
        method()


def _arrive(
    shipment: Shipment, order: Order, holds: Sequence[Hold], at: datetime, grade: str
) -> None:
    shipment.deliver(min(at, clock.now()), grade)
    shipment.save()
    lines = _lines_now_complete(shipment)
    arrived = [hold for hold in holds if hold.pk in {line.hold_id for line in lines}]
    _start_clocks(order, lines, arrived, shipment)
    order.save()
    deliver_if_arrived(order)
    audit.record(None, "delivered", order, shipment, grade=grade)


def _lines_now_complete(shipment: Shipment) -> list[OrderLine]:
    """The lines of this parcel of which no unit is still on its way."""
    lines = OrderLine.objects.filter(parcels__shipment=shipment)
    return list(lines.exclude(parcels__shipment__delivered_at=None))


@step
def _start_clocks(
    order: Order, lines: Sequence[OrderLine], holds: Sequence[Hold], shipment: Shipment
) -> None:
    """Both clocks start: when the money moves, and until when the buyer can complain."""
    start = clock_start(order, shipment)
    claim = "claim_plus" if order.checkout.plus else "claim_base"
    claim_until = start + order.policy.window(claim)
    OrderLine.objects.filter(pk__in=[line.pk for line in lines]).update(claim_until=claim_until)
    order.claim_until = max(claim_until, order.claim_until or claim_until)
    release_at = release_instant(order, shipment, start)
    holding.start_inspection([h for h in holds if h.state == HoldState.HELD], start, release_at)
    frozen = [h for h in holds if h.state == HoldState.FROZEN]
    holding.note_arrival_while_frozen(frozen, start, release_at)
    set_release_clocks(order, [h for h in holds if h.state == HoldState.INSPECTING])
    if any(not hold.is_settled() for hold in holds):
        outbox.announce(
            order.buyer_id,
            "order_delivered",
            order,
            key=str(shipment.pk),
            release_at=release_at.isoformat(),
        )


def clock_start(order: Order, shipment: Shipment) -> datetime:
    """The delivery; when only the seller says so, not before the promised day."""
    assert shipment.delivered_at is not None
    if shipment.proof_grade == ProofGrade.D:
        return max(shipment.delivered_at, order.promised_by or shipment.delivered_at)
    return shipment.delivered_at


def release_instant(order: Order, shipment: Shipment, start: datetime) -> datetime:
    """When the money moves unless the buyer says otherwise; never sooner than a fair notice."""
    window = "hold_unproven" if shipment.proof_grade == ProofGrade.D else order.hold_tier
    soonest = clock.now() + order.policy.window("thaw_minimum")
    return max(start + order.policy.window(window), soonest)


@step
def set_release_clocks(order: Order, holds: Sequence[Hold]) -> None:
    """The release, and the reminders before it whose moments are still to come."""
    deadlines.set_each(promise for hold in holds for promise in _promises(order, hold))


def _promises(order: Order, hold: Hold) -> Iterator[tuple[Hold, str, datetime]]:
    assert hold.release_at is not None
    yield hold, "release", hold.release_at + order.policy.window("release_grace")
    for kind in ("remind_first", "remind_last"):
        moment = hold.release_at - order.policy.window(kind)
        if moment > clock.now():
            yield hold, kind, moment


@step
def deliver_if_arrived(order: Order) -> None:
    """An order is delivered when everything was sent and no parcel is still on its way."""
    parcels = list(order.shipments.exclude(state="returned"))
    arrived = [parcel.delivered_at for parcel in parcels if parcel.delivered_at]
    if order.state == OrderState.SHIPPED and arrived and len(arrived) == len(parcels):
        order.deliver(max(arrived))
        order.save()
        deadlines.done([order], "never_arrived")


def _locked(shipment_id: UUID, *, with_money: bool) -> tuple[list[Hold], Order | None, Shipment]:
    """In the one lock order: holds by id, order, shipment. A mere scan moves the parcel only."""
    holds: list[Hold] = []
    order = None
    if with_money:
        holds = list(Hold.objects.filter(line__order__shipments=shipment_id).locked())
        order = completion.locked_orders_of(holds)[0]
    shipment = Shipment.objects.select_for_update(no_key=True).get(pk=shipment_id)
    return holds, order, shipment
