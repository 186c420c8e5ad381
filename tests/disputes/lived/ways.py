"""What goes back and what is sent again: the two, the carrier, and staff who found something out."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from disputes import replacements, return_tracking, returns
from disputes.models.dispute_state import DisputeState
from disputes.models.return_ import AT_THE_BUYERS, ReturnState
from disputes.returns import Label
from escrow.money import Money
from tests.disputes.lived.deed import Attempt, buyer, deed, in_state, seller, staff
from tests.disputes.lived.orders import drawn_scan
from tests.disputes.lived.scene import Draw, Scene

R = ReturnState
WHERE = "Hafenstraße 3, 23552 Lübeck"


def return_in(*states: str) -> Any:
    def fits(scene: Scene, case: Any) -> bool:
        row = scene.return_of(case)
        return row is not None and row.state in states

    return fits


def second_parcel(*states: str) -> Any:
    """A case that waits for its second parcel, and where that is; nowhere before it is sent."""

    def fits(scene: Scene, case: Any) -> bool:
        sent = scene.sent_again(case)
        where = sent.shipment.state if sent else ""
        return case.state == DisputeState.AWAITING_REPLACEMENT and where in states

    return fits


def posted(scene: Scene, row: Any) -> bool:
    return row.state in (R.IN_TRANSIT, R.AWAITING_SHIPMENT)


@deed("say where to", fits=return_in(R.LABEL_DUE), who=seller, weight=12)
def label(scene: Scene, case: Any, draw: Draw) -> Attempt:
    minor = draw(st.sampled_from([None, 390, 390, 9_000]))
    cost = None if minor is None else Money(minor, case.currency)
    made = Label(WHERE, draw(st.sampled_from(["KP-R", "KP-R", ""])), cost)
    return lambda by: returns.supply_label(case, made, by=by)


@deed("let them keep it", fits=return_in(*AT_THE_BUYERS), who=seller, weight=2)
def let_keep(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: returns.let_keep(case, by=by)


@deed("post it", fits=return_in(R.AWAITING_SHIPMENT), who=buyer, weight=12)
def post(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: returns.post(case, by=by, carrier="Kelp Post", tracking_number="KR1")


@deed("accept it back", fits=return_in(R.IN_TRANSIT, R.DELIVERED), who=seller, weight=6)
def accept_back(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: returns.accept(case, by=by)


@deed("contest it", fits=return_in(R.IN_TRANSIT, R.DELIVERED), who=seller, weight=6)
def contest_back(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: returns.contest(case, by=by, says="SL-WRONG", text="A brick.")


@deed(
    "scan what goes back",
    of=lambda scene: scene.returns,
    fits=posted,
    who=lambda scene, row: [scene.stranger],
    guarded=False,
    weight=10,
)
def scan_back(scene: Scene, row: Any, draw: Draw) -> Attempt:
    scan = drawn_scan(scene, row.posted_at or row.approved_at, draw)
    return lambda by: return_tracking.record_scan(row.pk, **scan)


@deed("find that it came back", fits=return_in(R.IN_TRANSIT), who=staff, weight=2)
def mark_delivered(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: return_tracking.mark_delivered(case, by=by)


@deed("find that it is lost", fits=return_in(R.IN_TRANSIT), who=staff, weight=2)
def mark_lost(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: return_tracking.mark_lost(case, by=by)


@deed("send it again", fits=second_parcel(""), who=seller, weight=12)
def send_again(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: replacements.send(case, by=by, carrier="Kelp Post")


@deed("refund instead", fits=in_state("awaiting_replacement"), who=seller, weight=2)
def refund_instead(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: replacements.refund_instead(case, by=by)


@deed("find it good", fits=second_parcel("dispatched", "delivered"), who=buyer)
def find_good(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: replacements.find_good(case, by=by)


@deed("object to it", fits=second_parcel("delivered", "lost", "returned"), who=buyer, weight=8)
def object_to(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: replacements.object_to(case, by=by, text="Broken again.")
