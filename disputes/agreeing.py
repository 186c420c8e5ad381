"""One takes the other's offer: it is done in an hour, and can be undone until then."""

from __future__ import annotations

from django.utils.translation import gettext as _

from disputes import clocks, escalation, execution, offering, parties, timeline
from disputes.execution import Case, Terms
from disputes.models import Dispute, Offer, Statement
from disputes.models.dispute_state import DisputeState, Side
from disputes.models.offer import OfferState
from disputes.parties import NotYourTurn
from escrow import audit, clock, deadlines, outbox
from escrow.money import BPS, Money
from escrow.story import Refusal, require, story
from marketplace.models import User

# Below this share of the claim the buyer types the amount, so that no slip gives money away.
TYPED_BELOW_BPS = 9000


class TypeTheAmount(Refusal):
    """It is much less than was claimed: the buyer has to type it."""


@story
def accept_offer(offer: Offer, *, by: User, typed: Money | None = None) -> Dispute:
    """Take it. It is done in an hour, and can be undone until then.

    Raises NotYourTurn, TypeTheAmount.
    """
    case = execution.locked(offer.dispute)
    row = offering.locked(offer)
    _check_answer(case, row, by)
    require(
        not must_be_typed(row, case.dispute) or by.pk != case.order.buyer_id or typed == row.amount,
        TypeTheAmount,
        _("It is less than you asked for. Type %(amount)s to take it.")
        % {"amount": row.amount.format()},
    )
    row.accept(by, clock.now())
    row.save()
    deadlines.cancel([row], "offer")
    parties.end_offers(case.dispute)
    settles_at = clock.now() + case.order.policy.window("undo")
    case.dispute.answered_at = case.dispute.answered_at or clock.now()
    case.dispute.agree(settles_at)
    case.dispute.save()
    clocks.wait(case.dispute, settle=settles_at)
    timeline.say(case.dispute, by, Statement.Kind.AGREED, **offering.told(row))
    people = parties.both(case.dispute)
    outbox.announce(people, "offer_taken", case.dispute, key=str(row.pk), minor=row.amount_minor)
    audit.record(by, "offer_taken", case.dispute, row)
    return case.dispute


@story
def decline_offer(offer: Offer, *, by: User, words: str = "") -> Dispute:
    """Not like this; the two can go on talking. Raises NotYourTurn."""
    case = execution.locked(offer.dispute)
    row = offering.locked(offer)
    _check_answer(case, row, by)
    row.decline(by, clock.now())
    row.save()
    deadlines.cancel([row], "offer")
    timeline.say(case.dispute, by, Statement.Kind.DECLINED, words)
    outbox.announce(row.by_id, "offer_declined", case.dispute, key=str(row.pk))
    audit.record(by, "offer_declined", case.dispute, row)
    return case.dispute


@story
def undo(dispute: Dispute, *, by: User) -> Dispute:
    """Within the hour, who took the offer thinks again. Raises NotYourTurn."""
    case = execution.locked(dispute)
    row = case.dispute.offers.select_for_update(no_key=True).filter(state=OfferState.ACCEPTED)
    taken = row.first()
    require(
        case.dispute.state == DisputeState.SETTLED
        and taken is not None
        and taken.answered_by_id == by.pk,
        NotYourTurn,
        _("There is nothing to undo here: the hour is over, or it was not you who took the offer."),
    )
    assert taken is not None
    taken.undo(clock.now())
    taken.save()
    _go_on(case)
    timeline.say(case.dispute, by, Statement.Kind.UNDONE)
    outbox.announce(taken.by_id, "offer_undone", case.dispute, key=str(taken.pk))
    audit.record(by, "offer_undone", case.dispute, taken)
    return case.dispute


@story
def settle(dispute_ids: list[str]) -> None:
    """The hour is over: what was agreed is done."""
    for case in execution.locked_due(dispute_ids, "settle"):
        taken = case.dispute.offers.get(state=OfferState.ACCEPTED)
        if execution.is_held_up(case):
            deadlines.set(case.dispute, "settle", clock.now() + case.order.policy.window("undo"))
            continue
        agreed = Terms(taken.amount, taken.remedy, taken.postage_by)
        execution.grant(case, agreed, by=None)


def must_be_typed(offer: Offer, dispute: Dispute) -> bool:
    """A seller's offer of much less than was claimed."""
    whole = dispute.claimed.minor
    return offer.side == Side.SELLER and offer.amount_minor * BPS < whole * TYPED_BELOW_BPS


def _go_on(case: Case) -> None:
    """Where the talk stood before: with staff, if they had it already."""
    if case.dispute.escalated_at:
        escalation.to_staff(case.dispute)
        return
    case.dispute.talk_again()
    case.dispute.save()
    until = max(case.dispute.negotiate_by or clock.now(), clock.now())
    clocks.wait(case.dispute, negotiate=until)


def _check_answer(case: Case, offer: Offer, by: User) -> None:
    side = parties.side_of(case.dispute, by)
    require(
        offer.is_open() and case.dispute.is_undecided() and side is not None and side != offer.side,
        NotYourTurn,
        _("This offer is not on the table any more."),
    )
