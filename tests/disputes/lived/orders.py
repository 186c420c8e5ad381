"""The order itself: sending, carrying, confirming, giving back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from escrow import clock
from escrow.money import Money
from marketplace import fulfilment, receipt, refunding, tracking
from marketplace.models import TrackingEvent
from marketplace.models.order import TO_SHIP
from tests.disputes.lived.deed import Attempt, buyer, deed, order, seller
from tests.disputes.lived.scene import Draw, Scene

Kind = TrackingEvent.Kind
# As often as they are worth: most parcels come.
KINDS = [*[Kind.DELIVERED] * 6, Kind.IN_TRANSIT, Kind.IN_TRANSIT, *Kind]


def drawn_scan(scene: Scene, since: datetime, draw: Draw) -> dict[str, Any]:
    """In any order: told now, or days after it happened, or a second time under another key."""
    at = clock.now() - timedelta(hours=draw(st.sampled_from([0, 0, 0, 5, 60, 150])))
    kind = draw(st.sampled_from(KINDS))
    return {"kind": kind, "at": max(at, since), "key": scene.key()}


@deed("send", of=order, fits=lambda scene, o: o.state in TO_SHIP, who=seller, weight=24)
def send(scene: Scene, thing: Any, draw: Draw) -> Attempt:
    some = draw(st.sampled_from([None, None, [scene.lines[0].pk], [scene.lines[1].pk]]))
    number = scene.order.number
    return lambda by: fulfilment.mark_shipped(number, by=by, carrier="Kelp Post", lines=some)


@deed("cancel", of=order, fits=lambda scene, o: o.state == "paid", who=seller, weight=2)
def cancel(scene: Scene, thing: Any, draw: Draw) -> Attempt:
    number = scene.order.number
    return lambda by: fulfilment.cancel_by_seller(number, by=by)


@deed(
    "scan a parcel",
    of=lambda scene: scene.parcels,
    fits=lambda scene, parcel: parcel.is_moving(),
    who=lambda scene, parcel: [scene.stranger],
    guarded=False,
    weight=12,
)
def scan(scene: Scene, parcel: Any, draw: Draw) -> Attempt:
    told = drawn_scan(scene, parcel.dispatched_at, draw)
    if told["kind"] == Kind.DELIVERED:
        told["proof_grade"] = draw(st.sampled_from("ABCD"))
    return lambda by: tracking.record_scan(parcel.pk, **told)


@deed(
    "confirm",
    of=order,
    fits=lambda scene, o: any(h.is_running() for h in scene.holds) and bool(scene.parcels),
    who=buyer,
    weight=2,
)
def confirm(scene: Scene, thing: Any, draw: Draw) -> Attempt:
    number = scene.order.number
    return lambda by: receipt.confirm_receipt(number, by=by)


@deed(
    "take more time",
    of=order,
    fits=lambda scene, o: any(hold.can_be_extended() for hold in scene.holds),
    who=buyer,
    weight=2,
)
def extend(scene: Scene, thing: Any, draw: Draw) -> Attempt:
    number = scene.order.number
    return lambda by: receipt.extend_protection(number, by=by)


@deed(
    "give back",
    of=lambda scene: scene.lines,
    fits=lambda scene, line: refunding.refundable(line.hold).minor > 0,
    who=seller,
    weight=2,
)
def give_back(scene: Scene, line: Any, draw: Draw) -> Attempt:
    most = max(refunding.refundable(line.hold).minor, 1)
    minor = draw(st.one_of(st.integers(1, most), st.integers(1, most), st.none()))
    part, number = None if minor is None else Money(minor, scene.order.currency), scene.order.number
    return lambda by: refunding.refund_by_seller(number, by=by, line=line.pk, amount=part)
