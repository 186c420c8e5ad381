"""A decision stands when its time to comment is over, and is done when the tables say so.

What gives the buyer anything is paid two days later; what gives them nothing waits for the end
of the appeal, or for their word that they will not appeal.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import blind, clocks, execution, marking, parties, presumptions, timeline
from disputes.execution import Case, Terms
from disputes.models import Decision, Dispute, Statement
from disputes.models.dispute_state import DisputeState, Remedy, Side
from disputes.parties import NotYourTurn
from escrow import audit, clock, deadlines, outbox
from escrow.money import Money
from escrow.story import require, step, story
from marketplace.models import User


@story
def stand(dispute_ids: list[str]) -> None:
    """Both have read it; from now on it stands."""
    for case in execution.locked_due(dispute_ids, "comment"):
        decision = case.dispute.standing
        assert decision is not None
        moment, policy = clock.now(), case.order.policy
        appeal_by = moment + policy.window("appeal")
        waits = policy.window("execute") if decision.refund else policy.window("appeal")
        case.dispute.stand(moment + waits, appeal_by)
        case.dispute.save()
        parties.end_offers(case.dispute)
        clocks.wait(case.dispute, execute=moment + waits)
        timeline.say(case.dispute, None, Statement.Kind.DECIDED, decision=decision.pk)
        marking.follow(case, decision, by=None)
        blind.draw(decision)
        people = parties.both(case.dispute)
        outbox.announce(people, "dispute_decided", case.dispute, key=str(decision.pk))
        audit.record(None, "decision_stands", case.dispute, decision)


@story
def execute(dispute_ids: list[str]) -> None:
    """Nobody appealed: it is done."""
    for case in execution.locked_due(dispute_ids, "execute"):
        if execution.is_held_up(case):
            deadlines.set(case.dispute, "execute", clock.now() + case.order.policy.window("undo"))
            continue
        assert case.dispute.standing is not None
        carry_out(case, case.dispute.standing, by=None)


@story
def waive_appeal(dispute: Dispute, *, by: User) -> Dispute:
    """Who lost will not appeal: it is done now. Raises NotYourTurn."""
    case = execution.locked(dispute)
    decision = case.dispute.standing
    require(
        case.dispute.state == DisputeState.DECIDED
        and decision is not None
        and parties.side_of(case.dispute, by) == loser(decision),
        NotYourTurn,
        _("There is nothing to waive here. Look where the case stands."),
    )
    assert decision is not None
    audit.record(by, "appeal_waived", case.dispute)
    carry_out(case, decision, by=by)
    return case.dispute


@story
def presume(dispute_ids: list[str]) -> None:
    """Nobody has decided for so long that the published rule does."""
    for case in execution.locked_due(dispute_ids, "presumption"):
        if not case.dispute.is_undecided():
            continue
        if execution.is_held_up(case):
            again = clock.now() + case.order.policy.window("staff_touch")
            deadlines.set(case.dispute, "presumption", again)
            continue
        found = presumptions.of(case.dispute)
        timeline.say(case.dispute, None, Statement.Kind.PRESUMED, code=found.code)
        execution.grant(case, Terms(by_rule(case.dispute.claimed, found.favours)), by=None)


@step
def carry_out(case: Case, decision: Decision, *, by: User | None) -> None:
    """The money moves as the decision says, after a return where it says so."""
    remedy = Remedy.RETURN if decision.return_needed else Remedy.REFUND
    execution.grant(case, Terms(decision.refund, remedy, decision.postage_by), by=by)


def by_rule(claimed: Money, favours: str) -> Money:
    """All, nothing, or half each where the rules say that it cannot be decided."""
    if favours == presumptions.BUYER:
        return claimed
    return (
        Money.zero(claimed.currency) if favours == presumptions.SELLER else claimed.split([1, 1])[0]
    )


def loser(decision: Decision) -> Side:
    """Who would appeal: whoever gets nothing, and of a split the buyer."""
    whole = decision.refund == decision.dispute.claimed
    return Side.SELLER if whole else Side.BUYER
