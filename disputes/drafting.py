"""A claim that is begun and not sent: it stops the release for two days, once per order."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from disputes import claims, clocks, evidence, execution, facts, freezing, opening
from disputes.claims import CannotBeDisputed, Claim
from disputes.models import Dispute
from disputes.models.dispute_state import DisputeState
from escrow import audit, clock, holding, outbox
from escrow.models import Freeze
from escrow.story import Refusal, require, step, story
from marketplace.models import Order, User
from marketplace.uploads import Upload


class StillChecking(Refusal):
    """A file of the claim has not been opened yet, and may turn out to be none."""


@story
def save(number: str, claim: Claim, *, by: User, photos: Sequence[Upload] = ()) -> Dispute:
    """Keep what was written so far; the first draft of an order stops the release for a while.

    Raises CannotBeDisputed.
    """
    claim = facts.checked(claim, whole=False)
    own = of(number, by)
    claimed = claims.checked(number, claim, by=by, own=own)
    if own is not None:
        _let_go(execution.locked(own))
        dispute = _rewritten(own, claim, claimed)
    else:
        dispute = opening.written(claim, claimed, by)
    evidence.add(dispute, by, photos)
    _freeze(dispute, claimed)
    audit.record(by, "dispute_drafted", claimed.order, dispute)
    return dispute


@story
def send(dispute: Dispute, *, by: User) -> Dispute:
    """It is the seller's turn now. Raises CannotBeDisputed."""
    claim = facts.checked(claim_of(dispute))
    claimed = claims.checked(dispute.order.number, claim, by=by, own=dispute)
    row = Dispute.objects.select_for_update(no_key=True).get(pk=dispute.pk, claimant=by)
    row.order = claimed.order
    require(
        row.state == DisputeState.DRAFT,
        CannotBeDisputed,
        _("This was sent already, or the time to send it is over."),
    )
    require(
        bool(row.description.strip()),
        CannotBeDisputed,
        _("Write what happened before you send it."),
    )
    require(
        not evidence.still_checking(row),
        StillChecking,
        _("Your files are still being looked at. It takes a few seconds; then send it."),
    )
    row.after_release = claimed.is_late
    opening.sent(row, claimed, by)
    held = [hold for hold in claimed.holds if not hold.is_settled()]
    holding.end_freeze(held, Freeze.Cause.DRAFT, row.reference)
    return row


@story
def discard(dispute: Dispute, *, by: User) -> None:
    """The buyer does not send it after all. Raises CannotBeDisputed."""
    case = execution.locked(dispute)
    require(
        case.dispute.state == DisputeState.DRAFT and case.dispute.claimant_id == by.pk,
        CannotBeDisputed,
        _("There is no draft to throw away any more."),
    )
    _discard(case, by)


@story
def discard_unsent(dispute_ids: list[str]) -> None:
    """Nobody sent it in time: the wait for the release goes on."""
    for case in execution.locked_due(dispute_ids, "draft"):
        if case.dispute.state == DisputeState.DRAFT:
            _discard(case, None)


def of(number: str, by: User) -> Dispute | None:
    """This buyer's own unsent claim about an order."""
    drafts = Dispute.objects.filter(order__number=number, claimant=by, state=DisputeState.DRAFT)
    return drafts.select_related("order").first()


def claim_of(dispute: Dispute) -> Claim:
    """What the draft says, to be checked once more when it is sent."""
    return Claim(
        dispute.reason,
        dispute.description,
        {line.line_id: line.quantity for line in dispute.lines.all()},
        dispute.claimed,
        dispute.remedy,
        dispute.refund_to,
        dispute.facts,
    )


@step
def _rewritten(own: Dispute, claim: Claim, claimed: claims.Claimed) -> Dispute:
    own.lines.all().delete()
    own.reason, own.description, own.facts = claim.reason, claim.description, dict(claim.facts)
    own.remedy, own.refund_to = claims.remedy_of(claim, claimed), claim.refund_to
    own.save()
    claims.write_lines(own, claim, claimed)
    return Dispute.objects.get(pk=own.pk)


@step
def _freeze(dispute: Dispute, claimed: claims.Claimed) -> None:
    """Two days from the first time it was saved; a later draft of the order stops nothing."""
    until = dispute.opened_at + claimed.order.policy.window("draft")
    clocks.wait(dispute, draft=max(until, clock.now()))
    if not _was_used(dispute, claimed.order) and clock.now() < until:
        freezing.freeze(claimed.holds, Freeze.Cause.DRAFT, dispute.reference)


def _was_used(dispute: Dispute, order: Order) -> bool:
    earlier = Dispute.objects.filter(order=order, state=DisputeState.DISCARDED)
    return earlier.count() >= order.policy.limit("drafts")


@step
def _discard(case: execution.Case, by: User | None) -> None:
    if _let_go(case) and by is None:
        outbox.announce(
            case.order.buyer_id, "draft_discarded", case.order, key=case.dispute.reference
        )
    case.dispute.discard(clock.now())
    case.dispute.save()
    case.dispute.lines.update(open=False)
    clocks.stop(case.dispute)
    audit.record(by, "draft_discarded", case.order, case.dispute)


@step
def _let_go(case: execution.Case) -> bool:
    """What the draft had stopped waits on; whether it had stopped anything."""
    own = Freeze.objects.filter(
        cause=Freeze.Cause.DRAFT, reference=case.dispute.reference, ended_at=None
    )
    ids = set(own.values_list("hold_id", flat=True))
    frozen = [hold for hold in case.unsettled if hold.pk in ids]
    freezing.thaw(case.order, frozen, Freeze.Cause.DRAFT, case.dispute.reference)
    return bool(frozen)
