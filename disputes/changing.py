"""A claim can turn out to be another one: another reason, other lines, within the same case.

The seller gets their whole time to answer anew; what was claimed before stays on the timeline.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from disputes import (
    claims,
    clocks,
    evidence,
    execution,
    facts,
    freezing,
    opening,
    parties,
    reasons,
    timeline,
    writing,
)
from disputes.claims import CannotBeDisputed, Claim, Claimed
from disputes.execution import Case
from disputes.models import Dispute, Statement
from disputes.models.dispute import MOST_CHANGES
from disputes.models.dispute_state import CHANGEABLE
from disputes.parties import NotYourTurn
from escrow import audit, clock, outbox
from escrow.models import Freeze
from escrow.story import require, step, story
from marketplace.models import User
from marketplace.uploads import Upload


@story
def change(dispute: Dispute, claim: Claim, *, by: User, photos: Sequence[Upload] = ()) -> Dispute:
    """The buyer claims something else in their open case; it is the seller's turn again.

    Raises CannotBeDisputed, NotYourTurn.
    """
    require(dispute.claimant_id == by.pk, NotYourTurn, _("Only the buyer says what is wrong."))
    claim = facts.checked(claim)
    claimed = claims.checked(dispute.order.number, claim, by=by, own=dispute)
    case = execution.locked(dispute)
    _check(case, claim, claimed)
    before = said(case.dispute)
    _rewrite(case, claim, claimed, before)
    require(
        said(case.dispute) != before,
        CannotBeDisputed,
        _("Nothing is different. Change something, or leave it as it is."),
    )
    _stand_still(case, claimed)
    evidence.add(case.dispute, by, photos)
    _ask_anew(case)
    audit.record(by, "dispute_changed", case.order, case.dispute, reason=claim.reason)
    return case.dispute


def may_change(dispute: Dispute) -> bool:
    """While nobody has proposed how to decide it, and not for ever."""
    return dispute.state in CHANGEABLE and dispute.changes < MOST_CHANGES


def said(dispute: Dispute) -> dict[str, Any]:
    """What is claimed, as the timeline keeps it."""
    lines = dispute.lines.order_by("line_id")
    return {
        "reason": dispute.reason,
        "facts": dispute.facts,
        "description": dispute.description,
        "remedy": dispute.remedy,
        "refund_to": dispute.refund_to,
        "minor": dispute.claimed.minor,
        "lines": [[one.line_id, one.quantity, one.amount_minor] for one in lines],
    }


def _check(case: Case, claim: Claim, claimed: Claimed) -> None:
    """What was in the case in time still is; a line that joins it has to be in time now."""
    require(
        may_change(case.dispute),
        NotYourTurn,
        _("This complaint cannot be changed any more. Say it to our staff in your own words."),
    )
    known = {line.line_id for line in case.lines}
    reason = reasons.BY_CODE[claim.reason]
    for line in claimed.lines:
        moment = case.dispute.opened_at if line.pk in known else clock.now()
        why = reasons.why_not(reason, line, moment)
        require(why is None, CannotBeDisputed, f"{line.title}: {why}")


@step
def _rewrite(case: Case, claim: Claim, claimed: Claimed, before: dict[str, Any]) -> None:
    """The timeline has the old words before the new ones take their place."""
    dispute = case.dispute
    dispute.changes += 1
    dispute.reason, dispute.description = claim.reason, claim.description
    dispute.facts, dispute.refund_to = dict(claim.facts), claim.refund_to
    dispute.remedy = claims.remedy_of(claim, claimed)
    dispute.after_release = claimed.is_late
    dispute.save()
    timeline.say(
        dispute,
        claimed.order.buyer,
        Statement.Kind.CHANGED,
        claim.description,
        change=dispute.changes,
        reason=claim.reason,
        before=before,
    )
    writing.ask_for_facts(dispute)
    dispute.lines.all().delete()
    claims.write_lines(dispute, claim, claimed)


@step
def _stand_still(case: Case, claimed: Claimed) -> None:
    """What joins the case stands still from now on; what leaves it waits on."""
    here = {hold.pk for hold in claimed.holds}
    left = [hold for hold in case.unsettled if hold.pk not in here]
    freezing.thaw(case.order, left, Freeze.Cause.DISPUTE, case.dispute.reference)
    joined = [hold for hold in claimed.holds if hold.pk not in case.holds]
    freezing.freeze(joined, Freeze.Cause.DISPUTE, case.dispute.reference)


@step
def _ask_anew(case: Case) -> None:
    dispute, moment, policy = case.dispute, clock.now(), case.order.policy
    answer_by = moment + policy.window("seller_answer")
    dispute.change(answer_by, moment + policy.window("negotiate"))
    dispute.save()
    parties.end_offers(dispute)
    clocks.wait(dispute, seller_answer=answer_by)
    opening.note(dispute)
    key = parties.this_time(dispute)
    outbox.announce(case.order.seller.user_id, "dispute_to_answer", dispute, key=key)
