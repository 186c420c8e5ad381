"""A case goes to staff: somebody asks for it, or stays silent too long. Silence never ends a claim."""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import (
    buyer_standing,
    clocks,
    execution,
    parties,
    postage,
    presumptions,
    reasons,
    timeline,
    urgency,
)
from disputes.execution import Terms
from disputes.models import Dispute, Statement
from disputes.models.dispute_state import MAY_DECIDE, DisputeState, Remedy
from disputes.parties import NotYourTurn
from disputes.presumptions import Presumption
from escrow import audit, clock, outbox, rights
from escrow.story import require, step, story
from marketplace.models import User


@story
def ask_staff(dispute: Dispute, *, by: User) -> Dispute:
    """One of the two, while they are talking, would rather have staff decide. Raises NotYourTurn."""
    case = execution.locked(dispute)
    side = parties.side_of(case.dispute, by)
    require(
        side is not None and case.dispute.state == DisputeState.NEGOTIATING,
        NotYourTurn,
        _("Our staff can be asked while the two of you are talking. Look where the case stands."),
    )
    timeline.say(case.dispute, by, Statement.Kind.TO_STAFF)
    to_staff(case.dispute)
    audit.record(by, "dispute_to_staff", case.dispute)
    return case.dispute


@story
def answer_missed(dispute_ids: list[str]) -> None:
    """The seller did not answer in time: what is proven by itself is paid, the rest goes to staff."""
    for case in execution.locked_due(dispute_ids, "seller_answer"):
        timeline.say(case.dispute, None, Statement.Kind.SILENT)
        if resolves_itself(case):
            _grant_by_rule(case)
        else:
            to_staff(case.dispute)
        audit.record(None, "dispute_unanswered", case.dispute)


@story
def talks_over(dispute_ids: list[str]) -> None:
    """The two have talked for as long as the policy gives them: staff decide."""
    for case in execution.locked_due(dispute_ids, "negotiate"):
        if case.dispute.state == DisputeState.NEGOTIATING:
            timeline.say(case.dispute, None, Statement.Kind.TO_STAFF)
            to_staff(case.dispute)
            audit.record(None, "dispute_talks_over", case.dispute)


@step
def to_staff(dispute: Dispute) -> None:
    """Staff read it by the policy's day, and at the hard stop the published rule decides."""
    moment, policy = clock.now(), dispute.order.policy
    urgency.weigh(dispute)
    dispute.touch_by = dispute.touch_by or moment + policy.window("staff_touch")
    dispute.escalate(moment, moment + policy.window("staff_decide"))
    dispute.save()
    parties.end_offers(dispute)
    clocks.wait(dispute, staff_decide=moment + policy.window("staff_decide"))
    since = dispute.reopened_at or dispute.opened_at
    if not clocks.has_last(dispute):
        clocks.last(dispute, **{kind: since + policy.window(kind) for kind in clocks.LASTING})
    key = parties.this_time(dispute)
    outbox.announce(parties.both(dispute), "dispute_with_staff", dispute, key=key)


def resolves_itself(case: execution.Case) -> bool:
    """It is clear, no bank is in between, and its buyer's standing does not ask staff to look."""
    dispute = case.dispute
    if not is_clear(dispute, presumptions.of(dispute)) or execution.is_held_up(case):
        return False
    return not buyer_standing.staff_look_first(dispute)


def is_clear(dispute: Dispute, found: Presumption) -> bool:
    """A silent seller, and either nothing to prove or a small sum with everything that was asked."""
    policy = dispute.order.policy
    if found.favours != presumptions.BUYER or found.from_fund:
        return False
    small = dispute.claimed <= policy.amount("auto_resolve", dispute.currency)
    return reasons.is_not_received(dispute.reason) or small


def is_looked_at_first(dispute: Dispute, found: Presumption) -> bool:
    """Only because of its buyer's standing is it not paid by itself. For the buyer and staff."""
    waits = dispute.is_undecided() and dispute.answered_at is None
    return waits and is_clear(dispute, found) and buyer_standing.staff_look_first(dispute)


def _grant_by_rule(case: execution.Case) -> None:
    found = presumptions.of(case.dispute)
    timeline.say(case.dispute, None, Statement.Kind.PRESUMED, code=found.code)
    # Who does not answer sends nothing again; what was to come back still does.
    remedy = Remedy.RETURN if case.dispute.remedy == Remedy.RETURN else Remedy.REFUND
    pays = postage.of_remedy(case.dispute, remedy)
    execution.grant(case, Terms(case.dispute.claimed, remedy, pays), by=None)


def alert_staff(dispute: Dispute, kind: str, *, key: str = "") -> None:
    """Everybody who may decide is told that a case is late; with a key once for that key."""
    outbox.announce(
        rights.who_may(MAY_DECIDE), kind, dispute, key=key or parties.this_time(dispute)
    )
