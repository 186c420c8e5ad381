"""What staff do with a case, and what the two say to what staff decide."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from disputes import appealing, deciding, reviewing, verdict
from disputes.deciding import Ruling
from disputes.models.dispute_state import DisputeState as S
from disputes.models.dispute_state import PostageBy
from escrow.money import Money
from marketplace.models import User
from tests.disputes.lived.deed import Attempt, both, deed, in_state, staff
from tests.disputes.lived.scene import Draw, Scene


def ruling(case: Any, draw: Draw) -> Ruling:
    most = max(case.claimed.minor, 1)
    return Ruling(
        draw(st.sampled_from(["refund", "release", "split"])),
        "As the photos show.",
        Money(draw(st.integers(1, most)), case.currency),
        return_needed=draw(st.booleans()),
        postage_by=draw(st.sampled_from([PostageBy.SELLER, PostageBy.BUYER])),
    )


def decisions(scene: Scene) -> list[Any]:
    return [decision for case in scene.cases for decision in case.decisions.all()]


def waits_for_second(scene: Scene, decision: Any) -> bool:
    case = scene.case_of(decision)
    return (
        case.state == (S.APPEALED if decision.on_appeal else S.UNDER_REVIEW)
        and decision == list(case.decisions.all())[-1]
        and not decision.is_approved()
    )


def loser(scene: Scene, case: Any) -> list[User]:
    lost = verdict.loser(case.standing) if case.standing else "buyer"
    return [scene.buyer if lost == "buyer" else scene.seller]


def can_be_appealed(scene: Scene, case: Any) -> bool:
    return any(appealing.may_appeal(case, side) for side in ("buyer", "seller"))


@deed("take the case", fits=in_state(S.ESCALATED), who=staff)
def take(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: reviewing.take(case, by=by)


@deed("hand the case back", fits=in_state(S.UNDER_REVIEW), who=staff, weight=2)
def hand_back(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: reviewing.hand_back(case, by=by)


@deed("ask one of the two", fits=in_state(S.ESCALATED, S.UNDER_REVIEW), who=staff)
def ask(scene: Scene, case: Any, draw: Draw) -> Attempt:
    side = draw(st.sampled_from(["buyer", "seller"]))
    return lambda by: reviewing.request_evidence(case, by=by, side=side, words="The label.")


@deed("propose", fits=in_state(S.ESCALATED, S.UNDER_REVIEW), who=staff, weight=12)
def propose(scene: Scene, case: Any, draw: Draw) -> Attempt:
    made = ruling(case, draw)
    return lambda by: deciding.propose(case, made, by=by)


@deed("approve", of=decisions, fits=waits_for_second, who=staff, weight=16)
def approve(scene: Scene, decision: Any, draw: Draw) -> Attempt:
    story = appealing.approve if decision.on_appeal else deciding.approve
    return lambda by: story(decision, by=by)


@deed("comment", fits=in_state(S.DRAFT_DECISION), who=both)
def comment(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: deciding.comment(case, by=by, words="That is not how it was.")


@deed("think again", fits=in_state(S.DRAFT_DECISION), who=staff, weight=2)
def think_again(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: deciding.think_again(case, by=by)


@deed("waive the appeal", fits=in_state(S.DECIDED), who=loser, weight=6)
def waive(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: verdict.waive_appeal(case, by=by)


@deed("appeal", fits=can_be_appealed, who=both, weight=16)
def appeal(scene: Scene, case: Any, draw: Draw) -> Attempt:
    return lambda by: appealing.appeal(case, by=by, grounds="Look at the second photo.")


@deed("decide the appeal", fits=in_state(S.APPEALED), who=staff, weight=16)
def decide(scene: Scene, case: Any, draw: Draw) -> Attempt:
    made = ruling(case, draw)
    return lambda by: appealing.decide(case, made, by=by)
