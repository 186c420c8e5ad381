"""Every state of a case × everybody × everything that can be done, from one table.

What the table does not name is refused: to a party with a sentence (409), to anybody else as if
there were no case (404). A state or an action that the table forgets fails a test of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import get_resolver

from disputes import (
    agreeing,
    answering,
    appealing,
    colleagues,
    deciding,
    drafting,
    offering,
    reviewing,
    withdrawing,
)
from disputes.claims import Claim
from disputes.deciding import CannotDecide, Ruling
from disputes.execution import Terms
from disputes.models import Dispute
from disputes.models.dispute_state import CHANGEABLE, UNDECIDED, UNSENT, DisputeState
from disputes.reviewing import NoMoreRounds, NotYours
from escrow import clock, deadlines
from escrow.money import Money
from marketplace.models import Order, User
from tests import answers, books, doings, factories, scenes
from tests.kept import Kept
from tests.marketplace.test_api import Program
from tests.scenes import taken_back

pytestmark = pytest.mark.django_db
S = DisputeState


@dataclass
class Scene:
    """The people around one order."""

    order: Order
    people: dict[str, User]

    @property
    def buyer(self) -> User:
        return self.people["buyer"]

    @property
    def seller(self) -> User:
        return self.people["seller"]

    @property
    def staff(self) -> User:
        return self.people["staff"]


@dataclass
class Reached:
    """A case and how far it is."""

    scene: Scene
    state: DisputeState
    case_id: UUID

    @property
    def case(self) -> Dispute:
        """As the database has it now."""
        return Dispute.objects.get(pk=self.case_id)


# -- How a case gets there ---------------------------------------------------------


def draft(scene: Scene) -> Dispute:
    said = answers.to("ND-DAMAGED")
    claim = Claim("ND-DAMAGED", "Cracked.", {scene.order.lines.get().pk: 1}, facts=said)
    return drafting.save(scene.order.number, claim, by=scene.buyer)


def discarded(scene: Scene) -> Dispute:
    made = draft(scene)
    drafting.discard(made, by=scene.buyer)
    return made


def awaiting_seller(scene: Scene) -> Dispute:
    return doings.complain(scene.order)


def negotiating(scene: Scene) -> Dispute:
    case = awaiting_seller(scene)
    offering.make_offer(case, Terms(Money(4300, "EUR"), "partial"), by=scene.seller)
    return case


def settled(scene: Scene) -> Dispute:
    case = negotiating(scene)
    return agreeing.accept_offer(case.offers.get(), by=scene.buyer)


def escalated(scene: Scene) -> Dispute:
    case = awaiting_seller(scene)
    return answering.contest(case, by=scene.seller, text="It left whole.")


def under_review(scene: Scene) -> Dispute:
    return reviewing.take(escalated(scene), by=scene.staff)


def evidence_requested(scene: Scene) -> Dispute:
    case = under_review(scene)
    reviewing.request_evidence(case, by=scene.staff, side="buyer", words="The label.")
    return case


def draft_decision(scene: Scene) -> Dispute:
    return doings.propose(escalated(scene), by=scene.staff, outcome="release").dispute


def decided(scene: Scene) -> Dispute:
    case = draft_decision(scene)
    doings.let_pass(hours=49)
    return case


def appealed(scene: Scene) -> Dispute:
    case = decided(scene)
    appealing.appeal(Dispute.objects.get(pk=case.pk), by=scene.buyer, grounds="A new photo.")
    return case


def resolved(scene: Scene) -> Dispute:
    return answering.accept(awaiting_seller(scene), by=scene.seller)


def withdrawn(scene: Scene) -> Dispute:
    return withdrawing.withdraw(awaiting_seller(scene), by=scene.buyer)


def awaiting_return(scene: Scene) -> Dispute:
    """It is the seller's turn: where to."""
    return doings.agreed(scene.order, "return")


def awaiting_replacement(scene: Scene) -> Dispute:
    """It is the seller's turn: sending it."""
    return doings.agreed(scene.order, "replacement")


def dormant(scene: Scene) -> Dispute:
    case = doings.to_be_posted(scene.order)
    doings.let_pass(days=10, minutes=1)
    return case


STATES: dict[DisputeState, Callable[[Scene], Dispute]] = {
    S.DRAFT: draft,
    S.DISCARDED: discarded,
    S.AWAITING_SELLER: awaiting_seller,
    S.NEGOTIATING: negotiating,
    S.SETTLED: settled,
    S.ESCALATED: escalated,
    S.UNDER_REVIEW: under_review,
    S.EVIDENCE_REQUESTED: evidence_requested,
    S.DRAFT_DECISION: draft_decision,
    S.DECIDED: decided,
    S.APPEALED: appealed,
    S.RESOLVED: resolved,
    S.WITHDRAWN: withdrawn,
    S.AWAITING_RETURN: awaiting_return,
    S.AWAITING_REPLACEMENT: awaiting_replacement,
    S.DORMANT: dormant,
}


# -- What a party can do, by the addresses of the API ----------------------------------

BUYER, SELLER = {"buyer"}, {"seller"}
BOTH = BUYER | SELLER


def of(states: list[DisputeState], who: set[str]) -> dict[DisputeState, set[str]]:
    return dict.fromkeys(states, who)


@dataclass(frozen=True)
class Action:
    """`path` under the case, what is sent, and who may do it in which state."""

    path: str
    body: dict[str, Any]
    allowed: dict[DisputeState, set[str]]


CHANGED = {"reason": "ND-UNSAFE", "facts": {"hazard": ["fire"]}, "description": "Smoke."}
ACTIONS = {
    "accept": Action("answer", {"answer": "accept"}, of(UNDECIDED, SELLER)),
    "contest": Action(
        "answer", {"answer": "contest", "text": "No."}, of([S.AWAITING_SELLER], SELLER)
    ),
    "offer": Action("offers", {"amount": "10.00"}, of(UNDECIDED, BOTH)),
    "take the offer": Action(
        "offers/{offer}/answer", {"answer": "accept"}, of([S.NEGOTIATING], BUYER)
    ),
    "refuse the offer": Action(
        "offers/{offer}/answer", {"answer": "decline"}, of([S.NEGOTIATING], BUYER)
    ),
    "take the offer back": Action(
        "offers/{offer}/answer", {"answer": "take_back"}, of([S.NEGOTIATING], SELLER)
    ),
    "undo": Action("second-thoughts", {}, of([S.SETTLED], BUYER)),
    "ask staff": Action("escalation", {}, of([S.NEGOTIATING], BOTH)),
    "comment": Action("comments", {"words": "No."}, of([S.DRAFT_DECISION], BOTH)),
    "appeal": Action("appeals", {"words": "New."}, of([S.DECIDED], BUYER)),
    "waive": Action("waiver", {}, of([S.DECIDED], BUYER)),
    "change": Action("change", CHANGED, of(CHANGEABLE, BUYER)),
    "withdraw": Action("withdrawal", {}, of(UNDECIDED, BUYER)),
    "reopen": Action("reopening", {}, of([S.WITHDRAWN, S.DORMANT], BUYER)),
    "say where to": Action(
        "return/label", {"address": "Lübeck", "code": "1"}, of([S.AWAITING_RETURN], SELLER)
    ),
    "let them keep it": Action("return/label", {"answer": "keep"}, of([S.AWAITING_RETURN], SELLER)),
    # Nothing was posted yet in the scenes; the rest of the way is in test_send_it_back.py.
    "post it": Action("return/parcel", {"carrier": "Kelp Post", "tracking_number": "1"}, {}),
    "accept it back": Action("return/inspection", {"answer": "accept"}, {}),
    "contest it": Action(
        "return/inspection", {"answer": "contest", "says": "SL-WRONG", "text": "A brick."}, {}
    ),
    "send it again": Action(
        "replacement", {"carrier": "Kelp Post"}, of([S.AWAITING_REPLACEMENT], SELLER)
    ),
    "refund instead": Action(
        "replacement", {"answer": "refund"}, of([S.AWAITING_REPLACEMENT], SELLER)
    ),
    "find it good": Action("replacement/receipt", {"answer": "good"}, {}),
    "object to it": Action("replacement/receipt", {"answer": "object", "text": "Cracked."}, {}),
    "send": Action("sending", {}, of([S.DRAFT], BUYER)),
}
# Adds words to a case and moves nothing; tried with files of its own.
APART = {"evidence", "forecast"}


# -- What staff can do, by the stories that the admin calls --------------------------------


def ruling() -> Ruling:
    return Ruling("refund", "As the photos show.")


def fresh() -> User:
    return factories.staff("fresh@example.com", "Fresh")


FIRST, SECOND = {"staff"}, {"second of staff"}
EITHER = FIRST | SECOND
# Who has taken a case reads it alone; who has decided it does not decide the appeal.
STEPS: dict[str, tuple[Callable[[Dispute, User], object], dict[DisputeState, set[str]]]] = {
    "take": (
        lambda case, who: reviewing.take(case, by=who),
        {S.ESCALATED: EITHER, S.APPEALED: SECOND},
    ),
    "hand back": (
        lambda case, who: reviewing.hand_back(case, by=who),
        {S.UNDER_REVIEW: FIRST},
    ),
    "note": (
        lambda case, who: colleagues.note(case, by=who, words="Look at the label."),
        {**dict.fromkeys(DisputeState, EITHER), S.APPEALED: SECOND},
    ),
    "hand over": (
        lambda case, who: colleagues.hand_over(case, by=who, to=fresh(), words="I am away."),
        {S.UNDER_REVIEW: FIRST},
    ),
    "ask": (
        lambda case, who: reviewing.request_evidence(case, by=who, side="seller", words="Label."),
        {S.ESCALATED: EITHER, S.UNDER_REVIEW: FIRST},
    ),
    "propose": (
        lambda case, who: deciding.propose(case, ruling(), by=who),
        {S.ESCALATED: EITHER, S.UNDER_REVIEW: FIRST},
    ),
    "think again": (
        lambda case, who: deciding.think_again(case, by=who),
        {S.DRAFT_DECISION: EITHER},
    ),
    "decide the appeal": (
        lambda case, who: appealing.decide(case, ruling(), by=who),
        {S.APPEALED: SECOND},
    ),
}

# -- What the clock does, when nobody does anything ------------------------------------------

BY_ITSELF = {
    S.DRAFT: S.DISCARDED,
    S.DISCARDED: S.DISCARDED,
    S.AWAITING_SELLER: S.ESCALATED,
    S.NEGOTIATING: S.ESCALATED,
    S.SETTLED: S.RESOLVED,
    S.ESCALATED: S.RESOLVED,
    S.UNDER_REVIEW: S.ESCALATED,
    S.EVIDENCE_REQUESTED: S.UNDER_REVIEW,
    S.DRAFT_DECISION: S.DECIDED,
    S.DECIDED: S.RESOLVED,
    S.APPEALED: S.APPEALED,
    S.RESOLVED: S.RESOLVED,
    S.WITHDRAWN: S.WITHDRAWN,
    S.AWAITING_RETURN: S.RESOLVED,
    S.AWAITING_REPLACEMENT: S.RESOLVED,
    S.DORMANT: S.DORMANT,
}


def around_one_order(scene: scenes.Scene) -> Scene:
    return Scene(
        doings.delivered(scene.ben, scene.lamp),
        {
            "buyer": scene.ben,
            "seller": scene.ada.user,
            "stranger": scene.mallory,
            "other seller": scene.cleo.user,
            "staff without the right": factories.person("kim@example.com", "Kim", is_staff=True),
            "staff": scene.sofia,
            "second of staff": scene.otto,
        },
    )


# -- Made once, and each test goes on from there --------------------------------------------


@pytest.fixture(scope="module")
def uploads(scene: scenes.Scene) -> Path:
    return scene.files


@pytest.fixture(scope="module")
def delivered(scene: scenes.Scene) -> Kept[Scene]:
    return Kept(around_one_order(scene), clock.now())


@pytest.fixture(scope="module")
def programs(delivered: Kept[Scene]) -> dict[str, Program]:
    """Signed in once, and their tokens used before: that is noted once an hour."""
    programs = {who: Program(person) for who, person in delivered.made.people.items()}
    assert {program.read("/orders/").status_code for program in programs.values()} == {200}
    return programs


@pytest.fixture(scope="module", params=STATES)
def reached(
    delivered: Kept[Scene], programs: dict[str, Program], request: pytest.FixtureRequest
) -> Iterator[Kept[Reached]]:
    with delivered.gone_on_from() as scene, taken_back():
        case = STATES[request.param](scene)
        yield Kept(Reached(scene, request.param, case.pk), clock.now())


@pytest.fixture
def there(reached: Kept[Reached]) -> Iterator[Reached]:
    """A scene with a case in this state."""
    with reached.gone_on_from() as there:
        yield there


def sent(case: Dispute, action: Action) -> tuple[str, dict[str, Any]]:
    """Where to and what; everybody sends the same."""
    offer = case.offers.filter(state="open").first()
    path = action.path.format(offer=offer.pk if offer else uuid4())
    lines = [{"line": line.line_id, "quantity": 1} for line in case.lines.all()]
    body = {**action.body, "lines": lines} if action.path == "change" else action.body
    return f"/disputes/{case.pk}/{path}/", body


def answer(program: Program, path: str, body: dict[str, Any]) -> int:
    with taken_back():
        return program.send(path, body).status_code


def expected(name: str, state: DisputeState, who: str, has_offer: bool) -> int:
    action = ACTIONS[name]
    if who not in BOTH or (who == "seller" and (state in UNSENT or name == "send")):
        return 404
    if "{offer}" in action.path and not has_offer:
        return 404
    return 200 if who in action.allowed.get(state, set()) else 409


def test_a_case_gets_there(there: Reached) -> None:
    assert there.case.state == there.state
    books.assert_right()


def test_everything_by_everybody(there: Reached, programs: dict[str, Program]) -> None:
    case = there.case
    has_offer = case.offers.filter(state="open").exists()
    tries = {name: sent(case, action) for name, action in ACTIONS.items()}
    found = {
        (name, who): answer(program, *tries[name])
        for name in tries
        for who, program in programs.items()
    }
    wanted = {(name, who): expected(name, there.state, who, has_offer) for name, who in found}
    wrong = {key: (code, wanted[key]) for key, code in found.items() if code != wanted[key]}
    assert not wrong


def test_every_step_of_staff_by_everybody(there: Reached) -> None:
    case = there.case
    wrong = [
        (name, who)
        for name, (step, allowed) in STEPS.items()
        for who, person in there.scene.people.items()
        if tried(step, case, person) != (who in allowed.get(there.state, set()))
    ]
    assert not wrong


def tried(step: Callable[[Dispute, User], object], case: Dispute, person: User) -> bool:
    with taken_back():
        try:
            step(case, person)
        except (NotYours, CannotDecide, NoMoreRounds):
            return False
        return True


def test_what_becomes_of_it_when_nobody_does_anything(there: Reached) -> None:
    case = there.case
    for _ in range(20):
        due = [at for kind, at in deadlines.pending_of(case) if kind not in WARNINGS]
        due += [at for offer in case.offers.all() for _, at in deadlines.pending_of(offer)]
        if not due:
            break
        clock.move_to(max(min(due), clock.now()))
        deadlines.sweep()
        if there.case.state != there.state:
            break
    assert there.case.state == BY_ITSELF[there.state]
    books.assert_right()


# They tell staff, and the case goes on as it was.
WARNINGS = ("staff_decide", "appeal_decide")


def test_no_state_is_forgotten() -> None:
    assert set(STATES) == set(DisputeState)
    assert set(BY_ITSELF) == set(DisputeState)


def test_no_address_is_forgotten() -> None:
    prefix = "api/v1/disputes/<uuid:pk>/"
    found = {
        path.removeprefix(prefix).split("/")[0] for path in addresses() if path.startswith(prefix)
    } - {""}
    assert found == {action.path.split("/")[0] for action in ACTIONS.values()} | APART


def addresses(patterns: Any = None, before: str = "") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here
