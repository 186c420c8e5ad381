"""Staff decide: what they found, by which rules, and what it means to the cent.

A decision is proposed first, and both read it before it stands. Larger sums, and decisions
against the published presumption, need a second person.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import (
    case_figures,
    clocks,
    conflicts,
    execution,
    parties,
    presumptions,
    reviewing,
    second_person,
    timeline,
)
from disputes.execution import Case
from disputes.models import Decision, Dispute, Statement
from disputes.models.dispute_state import WITH_STAFF, DisputeState
from disputes.ruling import Ruling as Ruling
from disputes.ruling import amount_of, needs_second
from disputes.second_person import CannotDecide as CannotDecide
from escrow import audit, clock, outbox
from escrow.money import Money
from escrow.story import require, step, story
from marketplace.models import User
from marketplace.written import spoken


@story
def propose(dispute: Dispute, ruling: Ruling, *, by: User) -> Decision:
    """Both read it now, or a second person does first. Raises CannotDecide, NotYours."""
    case = reviewing.locked_for(dispute, by)
    _check(case)
    reviewing.pick_up(case, by)
    decision = write(case, ruling, by, on_appeal=False)
    if not decision.needs_second:
        show(case, decision)
    return decision


@story
def approve(decision: Decision, *, by: User) -> Decision:
    """A second person agrees; both parties read it now. Raises CannotDecide, NotYours."""
    case = second_person.locked_to_read(decision, by, DisputeState.UNDER_REVIEW)
    second_person.write_approval(decision, by)
    show(case, decision)
    return decision


@story
def comment(dispute: Dispute, *, by: User, words: str) -> Dispute:
    """One of the two says what they think of the proposal. Raises CannotDecide."""
    case = execution.locked(dispute)
    require(
        case.dispute.state == DisputeState.DRAFT_DECISION
        and parties.side_of(case.dispute, by) is not None,
        CannotDecide,
        _("There is no proposed decision to comment on. Look where the case stands."),
    )
    require(bool(words.strip()), CannotDecide, _("Write what should be seen differently, and why."))
    timeline.say(case.dispute, by, Statement.Kind.COMMENTED, words)
    if case.dispute.assignee_id:
        key = parties.this_time(case.dispute)
        outbox.announce(case.dispute.assignee_id, "decision_commented", case.dispute, key=key)
    audit.record(by, "decision_commented", case.dispute)
    return case.dispute


@story
def think_again(dispute: Dispute, *, by: User) -> Dispute:
    """What the two said changes something; the proposal is taken back. Raises NotYours."""
    case = reviewing.locked_for(dispute, by)
    require(
        case.dispute.state == DisputeState.DRAFT_DECISION,
        CannotDecide,
        _("There is no proposal to take back. Reload the page to see where the case stands."),
    )
    case.dispute.think_again()
    reviewing.read_on(case.dispute)
    timeline.say(case.dispute, by, Statement.Kind.RETHOUGHT)
    audit.record(by, "decision_taken_back", case.dispute)
    return case.dispute


@step
def write(case: Case, ruling: Ruling, by: User, *, on_appeal: bool) -> Decision:
    """The decision as a row, and whether somebody else has to read it first."""
    require(
        bool(ruling.reasons.strip()),
        CannotDecide,
        _("Write down why: both parties will read it."),
    )
    amount = amount_of(case.dispute, ruling.outcome, ruling.refund)
    _check_figures(case, ruling, amount)
    found = presumptions.of(case.dispute)
    decision = Decision.objects.create(
        dispute=case.dispute,
        by=by,
        outcome=ruling.outcome,
        currency=amount.currency,
        refund_minor=amount.minor,
        reasons=ruling.reasons,
        language=spoken(),
        clauses=list(ruling.clauses),
        evidence_ids=[str(one) for one in ruling.evidence_ids],
        facts=list(ruling.facts),
        return_needed=ruling.return_needed and bool(amount),
        postage_by=ruling.postage_by if ruling.return_needed else "",
        presumption=found.code,
        needs_second=needs_second(case, ruling.outcome, amount, found)
        or conflicts.had_a_part(case.dispute, by),
        on_appeal=on_appeal,
        policy_sha256=case.order.policy_sha256,
        at=clock.now(),
    )
    written = "decision_needs_second" if decision.needs_second else "decision_written"
    audit.record(by, written, case.dispute, decision)
    return decision


def _check_figures(case: Case, ruling: Ruling, refund: Money) -> None:
    """Both read the reasons word for word: an amount in them is one of the case, or a mistake."""
    wrong = case_figures.stray(case.dispute, refund, ruling.reasons)
    require(
        not wrong,
        CannotDecide,
        _(
            "“%(wrong)s” is no figure of this case. The claim is %(claim)s, and by this decision "
            "the buyer gets %(refund)s. “Work it out” shows the others."
        )
        % {"wrong": wrong, "claim": case.dispute.claimed.format(), "refund": refund.format()},
    )


def _check(case: Case) -> None:
    waits = [state for state in WITH_STAFF if state != DisputeState.DRAFT_DECISION]
    require(
        case.dispute.state in waits,
        CannotDecide,
        _("This case is not waiting for a decision. Reload the page to see where it stands."),
    )
    require(
        case.dispute.state != DisputeState.EVIDENCE_REQUESTED,
        CannotDecide,
        _("Something was asked for, and the time for it is not over. Decide when it has come."),
    )


@step
def show(case: Case, decision: Decision) -> None:
    """Both read it now, and can comment."""
    comment_by = clock.now() + case.order.policy.window("comment")
    case.dispute.propose(comment_by)
    case.dispute.standing = decision
    case.dispute.save()
    clocks.wait(case.dispute, comment=comment_by)
    timeline.quote(case.dispute, decision.by, Statement.Kind.PROPOSED, decision)
    people = parties.both(case.dispute)
    outbox.announce(people, "decision_proposed", case.dispute, key=str(decision.pk))
    audit.record(decision.by, "decision_proposed", case.dispute, decision)
