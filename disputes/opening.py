"""Saying that something is wrong. A dispute beats a release."""

from __future__ import annotations

from collections.abc import Sequence

from disputes import claims, clocks, evidence, facts, freezing, reasons, timeline, writing
from disputes.claims import Claim, Claimed
from disputes.models import Dispute, Statement
from escrow import audit, clock, outbox
from escrow.models import Freeze
from escrow.story import step, story
from marketplace import completion
from marketplace.models import User
from marketplace.uploads import Upload
from sellers.models import PerformanceFact


@story
def open_dispute(number: str, claim: Claim, *, by: User, photos: Sequence[Upload] = ()) -> Dispute:
    """The buyer claims lines; their money stands still until it is settled.

    What they get goes back to where they paid from, or into their balance if they say so. Where
    the money has moved already, the claim is opened all the same, against the seller's reserve and
    balance and the guarantee fund. Raises CannotBeDisputed.
    """
    claim = facts.checked(claim)
    claimed = claims.checked(number, claim, by=by)
    dispute = written(claim, claimed, by)
    evidence.add(dispute, by, photos)
    sent(dispute, claimed, by)
    return dispute


@step
def written(claim: Claim, claimed: Claimed, by: User) -> Dispute:
    """The case as a draft that nobody but its writer sees."""
    dispute = Dispute.objects.create(
        order=claimed.order,
        claimant=by,
        reason=claim.reason,
        facts=dict(claim.facts),
        description=claim.description,
        remedy=claims.remedy_of(claim, claimed),
        refund_to=claim.refund_to,
        currency=claimed.order.currency,
        after_release=claimed.is_late,
        opened_at=clock.now(),
    )
    claims.write_lines(dispute, claim, claimed)
    return dispute


@step
def sent(dispute: Dispute, claimed: Claimed, by: User | None) -> None:
    """From now on it is the seller's turn, and what is disputed stands still."""
    moment, policy = clock.now(), claimed.order.policy
    answer_by = moment + policy.window("seller_answer")
    dispute.send(moment, answer_by, moment + policy.window("negotiate"))
    dispute.save()
    freezing.freeze(claimed.holds, Freeze.Cause.DISPUTE, dispute.reference)
    clocks.wait(dispute, seller_answer=answer_by)
    note(dispute)
    opened = Statement.Kind.OPENED
    timeline.say(dispute, by, opened, dispute.description, reason=dispute.reason)
    writing.ask_for_facts(dispute)
    outbox.announce(claimed.order.seller.user_id, "dispute_to_answer", dispute)
    outbox.announce(claimed.order.buyer_id, "dispute_opened", dispute)
    audit.record(by, "dispute_opened", claimed.order, dispute, reason=dispute.reason)


@step
def note(dispute: Dispute) -> None:
    """A claim counts for its seller, once per order; a change of mind does not."""
    if not reasons.is_change_of_mind(dispute.reason):
        completion.note(dispute.order, PerformanceFact.Kind.CLAIM)
