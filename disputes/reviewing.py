"""Staff read a case: one of them takes it, asks for what is missing, or hands it on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import clocks, conflicts, escalation, execution, parties, timeline
from disputes.models import Dispute, EvidenceRequest, Statement
from disputes.models.dispute_state import MAY_DECIDE, DisputeState, Side
from escrow import audit, clock, outbox
from escrow.story import Refusal, require, step, story
from marketplace.models import User


class NotYours(Refusal):
    """The case is not there to be worked on, or not by this person."""


class NoMoreRounds(Refusal):
    """This side has been asked as often as the policy allows."""


@story
def take(dispute: Dispute, *, by: User) -> Dispute:
    """From now on this person reads it. Raises NotYours."""
    case = locked_for(dispute, by)
    require(case.dispute.waits_for_somebody(), NotYours, _elsewhere())
    pick_up(case, by)
    return case.dispute


@story
def hand_back(dispute: Dispute, *, by: User) -> Dispute:
    """Somebody else shall read it, even if it is theirs by mistake. Raises NotYours."""
    case = execution.locked(dispute)
    require(by.has_perm(MAY_DECIDE), NotYours, _("You may not do this. Ask somebody who may."))
    require(
        case.dispute.state in (DisputeState.UNDER_REVIEW, DisputeState.APPEALED)
        and case.dispute.assignee_id == by.pk,
        NotYours,
        _elsewhere(),
    )
    _put_back(case.dispute)
    audit.record(by, "dispute_handed_back", case.dispute)
    return case.dispute


@story
def request_evidence(dispute: Dispute, *, by: User, side: str, words: str) -> EvidenceRequest:
    """Ask one of the two for something, until a day. Raises NotYours, NoMoreRounds."""
    case = locked_for(dispute, by)
    pick_up(case, by)
    require(case.dispute.state == DisputeState.UNDER_REVIEW, NotYours, _elsewhere())
    require(bool(words.strip()), NotYours, _("Write what you need, and what it should show."))
    rounds = case.order.policy.limit("evidence_rounds")
    require(
        case.dispute.requests.filter(side=side).count() < rounds,
        NoMoreRounds,
        _("This side was asked %(most)s times, and that is all. Decide on what is there.")
        % {"most": rounds},
    )
    due_at = clock.now() + case.order.policy.window("evidence")
    asked = EvidenceRequest.objects.create(
        dispute=case.dispute, by=by, side=Side(side), words=words, at=clock.now(), due_at=due_at
    )
    case.dispute.ask()
    case.dispute.save()
    clocks.wait(case.dispute, evidence=due_at)
    timeline.say(case.dispute, by, Statement.Kind.ASKED, words, side=side)
    to = parties.user_id(case.dispute, side)
    until = due_at.isoformat()
    outbox.announce(to, "evidence_wanted", case.dispute, key=str(asked.pk), until=until)
    audit.record(by, "evidence_requested", case.dispute, side=side)
    return asked


@story
def evidence_missed(dispute_ids: list[str]) -> None:
    """Nothing came in time: it is decided on what is there."""
    for case in execution.locked_due(dispute_ids, "evidence"):
        case.dispute.requests.filter(answered_at=None).update(missed=True)
        timeline.say(case.dispute, None, Statement.Kind.NOT_BROUGHT)
        case.dispute.go_on_reading()
        read_on(case.dispute)
        audit.record(None, "evidence_missed", case.dispute)


@step
def note_answer(dispute: Dispute, side: str | None) -> None:
    """Who was asked has brought something: staff read on. For a locked case."""
    asked = dispute.requests.filter(answered_at=None, missed=False, side=side or "")
    if dispute.state == DisputeState.EVIDENCE_REQUESTED and asked.update(answered_at=clock.now()):
        dispute.go_on_reading()
        read_on(dispute)


@step
def read_on(dispute: Dispute) -> None:
    """Staff have their days again, from now on. Saves the case."""
    decide_by = clock.now() + dispute.order.policy.window("staff_decide")
    dispute.promise_decision(decide_by)
    dispute.save()
    clocks.wait(dispute, staff_decide=decide_by)


@story
def late(dispute_ids: list[str]) -> None:
    """Staff have not decided by their day: all of them are told. The case goes on."""
    for case in execution.locked_due(dispute_ids, "staff_decide"):
        escalation.alert_staff(case.dispute, "case_is_late")
        audit.record(None, "dispute_late", case.dispute)


@story
def hard_stop(dispute_ids: list[str]) -> None:
    """Undecided for so long: whoever has it, a second person reads it now."""
    for case in execution.locked_due(dispute_ids, "hard_stop"):
        escalation.alert_staff(case.dispute, "case_needs_second")
        if case.dispute.state == DisputeState.UNDER_REVIEW:
            _put_back(case.dispute)
        audit.record(None, "dispute_hard_stop", case.dispute)


@step
def locked_for(dispute: Dispute, by: User, *, right: str = MAY_DECIDE) -> execution.Case:
    """The case, for one of our staff who may do this and is near to neither. Raises NotYours."""
    case = execution.locked(dispute)
    require(by.has_perm(right), NotYours, _("You may not do this. Ask somebody who may."))
    why_not = conflicts.why_not(case.dispute, by)
    require(not why_not, NotYours, why_not)
    return case


@step
def pick_up(case: execution.Case, by: User) -> None:
    """Who starts to work on a case that nobody has, has it; another person's is left to them."""
    if case.dispute.waits_for_somebody():
        give(case.dispute, by)
        audit.record(by, "dispute_taken", case.dispute)
    require(
        case.dispute.assignee_id in (None, by.pk),
        NotYours,
        _("%(name)s has this case. Ask them to hand it back, or read another one.")
        % {"name": case.dispute.assignee},
    )


@step
def give(dispute: Dispute, to: User) -> None:
    """A first review has a state of its own; else only who has it changes. Saves the case."""
    if dispute.state == DisputeState.ESCALATED:
        dispute.take(to, clock.now())
    else:
        dispute.give_to(to, clock.now())
    dispute.save()


def _put_back(dispute: Dispute) -> None:
    """Nobody has it any more; since when and by when it is decided stay."""
    moment = clock.now()
    if dispute.state == DisputeState.APPEALED:
        dispute.assignee = None
        dispute.save()
        return
    dispute.escalate(dispute.escalated_at or moment, dispute.decide_by or moment)
    dispute.save()


def _elsewhere() -> str:
    return _("This case does not stand there any more. Reload the page to see where it stands.")
