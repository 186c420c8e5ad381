"""A second person reads a decision before anybody else does, and says yes, or no and why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import parties, reviewing
from disputes.execution import Case
from disputes.models import Approval, Decision, Rejection
from disputes.models.dispute_state import DisputeState
from escrow import audit, clock, deadlines, outbox
from escrow.story import Refusal, require, step, story
from marketplace.models import User

MAY_APPROVE = "disputes.approve_decision"
READ_IN = (DisputeState.UNDER_REVIEW, DisputeState.APPEALED)


class CannotDecide(Refusal):
    """The case is not there to be decided, not by this person, or not like this."""


@story
def reject(decision: Decision, *, by: User, words: str) -> Rejection:
    """It does not go on like this; who wrote it reads why, and decides anew.

    Raises CannotDecide, NotYours.
    """
    case = locked_to_read(decision, by, *READ_IN)
    require(
        bool(words.strip()),
        CannotDecide,
        _("Write what should be different: whoever wrote it decides again with your words."),
    )
    said = Rejection.objects.create(decision=decision, by=by, words=words, at=clock.now())
    deadlines.cancel([case.dispute], "solo_cooling")
    if case.dispute.state == DisputeState.UNDER_REVIEW:
        reviewing.read_on(case.dispute)
    key = parties.this_time(case.dispute)
    outbox.announce(decision.by_id, "decision_rejected", case.dispute, key=key)
    audit.record(by, "decision_rejected", case.dispute, decision)
    return said


@step
def locked_to_read(decision: Decision, by: User, *states: DisputeState) -> Case:
    """The case of a decision that waits for this person. Raises CannotDecide, NotYours."""
    case = reviewing.locked_for(decision.dispute, by, right=MAY_APPROVE)
    last = case.dispute.decisions.last()
    require(
        case.dispute.state in states and last == decision and last.waits_for_second(),
        CannotDecide,
        _("This decision waits for nobody. Reload the page to see where the case stands."),
    )
    require(
        decision.by_id != by.pk,
        CannotDecide,
        _("You wrote it. Somebody else has to read it before it counts."),
    )
    return case


@step
def write_approval(decision: Decision, by: User) -> None:
    """Somebody else has read it and agrees."""
    Approval.objects.create(decision=decision, by=by, at=clock.now())
    audit.record(by, "decision_approved", decision.dispute, decision)
