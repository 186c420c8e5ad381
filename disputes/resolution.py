"""Staff decide: release, refund or split, with reasons, clauses and evidence."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from disputes import execution, timeline
from disputes.models import Decision, Dispute, Statement
from disputes.models.decision import Outcome
from disputes.models.dispute import DisputeState
from escrow import clock
from escrow.money import Money
from escrow.story import Refusal, require, story
from marketplace.models import User


class CannotDecide(Refusal):
    """The case is not there to be decided, not by this person, or not like this."""


@story
def decide(
    dispute: Dispute,
    *,
    by: User,
    outcome: str,
    reasons: str,
    refund: Money | None = None,
    clauses: Sequence[str] = (),
    evidence_ids: Sequence[str] = (),
) -> Decision:
    """Write the decision and move the money, in one transaction. Raises CannotDecide."""
    require(by.has_perm("disputes.decide_dispute"), CannotDecide, _("You may not decide cases."))
    case = execution.locked(dispute)
    _check(case, by, reasons)
    amount = _amount(case, outcome, refund)
    decision = Decision.objects.create(
        dispute=case.dispute,
        by=by,
        outcome=outcome,
        currency=amount.currency,
        refund_minor=amount.minor,
        reasons=reasons,
        clauses=list(clauses),
        evidence_ids=[str(one) for one in evidence_ids],
        policy_sha256=case.order.policy_sha256,
        at=clock.now(),
    )
    timeline.say(case.dispute, by, Statement.Kind.DECIDED, reasons)
    execution.pay_out(case, amount, by=by)
    return decision


def _check(case: execution.Case, by: User, reasons: str) -> None:
    require(
        case.dispute.state == DisputeState.ESCALATED,
        CannotDecide,
        _("This case is not waiting for a decision. Reload the page to see where it stands."),
    )
    require(
        by.pk not in (case.order.buyer_id, case.order.seller.user_id),
        CannotDecide,
        _("You are a party of this case. Hand it to somebody else."),
    )
    require(bool(reasons.strip()), CannotDecide, _("Write down why: both parties will read it."))


def _amount(case: execution.Case, outcome: str, refund: Money | None) -> Money:
    zero, claimed = Money.zero(case.order.currency), case.dispute.claimed
    if outcome == Outcome.RELEASE:
        return zero
    if outcome == Outcome.REFUND:
        return claimed
    require(
        refund is not None and zero < refund <= claimed,
        CannotDecide,
        _("A split gives the buyer more than nothing and at most %(most)s.")
        % {"most": claimed.format()},
    )
    return refund or zero
