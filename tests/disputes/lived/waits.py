"""R7: every silence has a promised end, and no promise of an ended turn is left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from disputes import clocks
from disputes.models import Dispute
from disputes.models.dispute_state import WITH_STAFF
from disputes.models.dispute_state import DisputeState as S
from escrow import chargebacks, clock
from escrow.models import Deadline, Freeze, Hold
from escrow.models.hold import HoldState
from tests.disputes.lived.scene import Scene

# What a case waits for in a state: one of them, and it is promised.
WAITS = {
    S.DRAFT: "draft",
    S.AWAITING_SELLER: "seller_answer",
    S.NEGOTIATING: "negotiate",
    S.SETTLED: "settle",
    S.EVIDENCE_REQUESTED: "evidence",
    S.DRAFT_DECISION: "comment",
    S.DECIDED: "execute",
}
RETURNS = {
    "label_due": "label",
    "awaiting_shipment": "return_ship",
    "in_transit": "return_stall",
    "delivered_to_seller": "return_inspect",
}
# Staff are told when they are late, once; after that the published rule has its day (presumption).
WARNINGS = {"staff_decide", "appeal_decide", *clocks.LASTING}
REMINDERS = {"replacement_first", "replacement_last"}
ON_HOLDS = {"release", "remind_first", "remind_last"}
GOES_ON = {"stalled", "undeliverable", "ship_by_missed", "never_arrived"}


class Promised:
    """What is promised now, by kind of subject and id."""

    def __init__(self) -> None:
        self.of: dict[tuple[str, str], dict[str, Deadline]] = defaultdict(dict)
        found = Deadline.objects.filter(state__in=["pending", "paused"])
        for row in found:
            its = self.of[row.subject_type, row.subject_id]
            assert row.kind not in its, f"promised twice, {row.kind} {row.subject_id}"
            its[row.kind] = row
        assert not Deadline.objects.filter(state="dead").exists()

    def kinds(self, kind: str, pk: object) -> set[str]:
        return set(self.of[kind, str(pk)])


def broken(scene: Scene) -> Iterator[str]:
    """A sentence for each rule that does not hold now."""
    promised = Promised()
    for rows in promised.of.values():
        for row in rows.values():
            if row.attempts:
                yield f"{row.kind} falls over: {row.last_error}"
    for case in scene.cases:
        yield from _of_case(scene, case, promised.kinds("dispute", case.pk))
        yield from _of_bank(scene, case, promised)
        for offer in case.offers.all():
            wanted = {"offer"} if offer.is_open() else set()
            if promised.kinds("offer", offer.pk) != wanted:
                yield f"an offer {offer.state} waits for {promised.kinds('offer', offer.pk)}"
            if offer.is_open() and not case.is_undecided():
                yield f"an offer lies on the table of a case {case.state}"
    for line in scene.lines:
        yield from _of_hold(scene, line.hold, promised)


def wait_of(scene: Scene, case: Dispute) -> str | None:
    """The one thing a case waits for, but where staff have it."""
    if case.state == S.AWAITING_RETURN:
        row = scene.return_of(case)
        return RETURNS[row.state] if row else "a return"
    if case.state == S.AWAITING_REPLACEMENT:
        sent = scene.sent_again(case)
        if sent is None:
            return "replacement_ship"
        return "replacement_look" if sent.shipment.delivered_at else "replacement_stall"
    return WAITS.get(S(case.state))


def _of_case(scene: Scene, case: Dispute, kinds: set[str]) -> Iterator[str]:
    wait = wait_of(scene, case)
    turns = kinds - WARNINGS - REMINDERS
    if turns != ({wait} if wait else set()):
        yield f"a case {case.state} that waits for {wait} has promised {turns}"
    if case.state in WITH_STAFF and "presumption" not in kinds:
        yield f"a case {case.state} never ends: {kinds}"
    if not case.is_open() and kinds - {"draft"}:
        yield f"a case {case.state} still waits for {kinds}"
    if kinds & REMINDERS and wait != "replacement_look":
        yield f"a case {case.state} is reminded of nothing"
    if "staff_decide" in kinds and case.state not in (S.ESCALATED, S.UNDER_REVIEW):
        yield f"staff owe nothing to a case {case.state}"
    if "appeal_decide" in kinds and case.state != S.APPEALED:
        yield f"nobody appeals in a case {case.state}"


def _of_bank(scene: Scene, case: Dispute, promised: Promised) -> Iterator[str]:
    """While a bank decides about its money a case stands still, and after that it goes on."""
    its = {line.line_id for line in case.lines.all()}
    asked = chargebacks.open_on([line.hold for line in scene.lines if line.pk in its])
    anywhere = chargebacks.open_on(scene.holds)
    for kind, row in promised.of["dispute", str(case.pk)].items():
        if case.state != S.DRAFT and asked and row.state != "paused":
            yield f"{kind} of a case {case.state} goes on while a bank decides"
        if row.state == "paused" and not anywhere:
            yield f"{kind} of a case {case.state} stands still, and no bank decides"


def _of_hold(scene: Scene, hold: Hold, promised: Promised) -> Iterator[str]:
    kinds = promised.kinds("hold", hold.pk)
    if hold.state == HoldState.INSPECTING and "release" not in kinds:
        yield "what is looked at is never released"
    if hold.state != HoldState.INSPECTING and kinds & ON_HOLDS:
        yield f"a hold {hold.state} waits for {kinds}"
    if hold.state == HoldState.HELD:
        around = promised.kinds("order", scene.order.pk)
        for parcel in scene.parcels:
            around |= promised.kinds("shipment", parcel.pk)
        if not around & GOES_ON:
            yield f"a hold that waits for nothing: order {scene.order.state}, {around}"
    for freeze in Freeze.objects.filter(hold=hold, ended_at=None):
        if not _goes_on(scene, freeze, promised):
            yield f"frozen for ever: {freeze.cause} {freeze.reference}"


def _goes_on(scene: Scene, freeze: Freeze, promised: Promised) -> bool:
    if freeze.cause == Freeze.Cause.CHARGEBACK:
        return any(case.is_open() for case in scene.bank)
    case = next(case for case in scene.cases if case.reference == freeze.reference)
    if freeze.cause == Freeze.Cause.DRAFT:
        return case.state == S.DRAFT and "draft" in promised.kinds("dispute", case.pk)
    return case.is_open()


def late(scene: Scene) -> list[str]:
    """After a sweep nothing of it may still be due."""
    due = Deadline.objects.pending().filter(due_at__lte=clock.now()).exclude(kind="payout")
    return [f"{row.kind} {row.subject_type} {row.due_at}" for row in due]
