"""An offer on the table: how one side would end the case, and until when the other can take it.

At any time before a decision, whoever else is looking at the case.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from disputes import caps, clocks, escalation, execution, parties, reasons, timeline
from disputes.execution import Case, Terms
from disputes.models import Dispute, Offer, Statement
from disputes.models.dispute_state import DisputeState, Side
from disputes.models.offer import OfferState
from disputes.parties import NotYourTurn
from escrow import audit, clock, deadlines, outbox
from escrow.money import Money, total
from escrow.story import Refusal, require, story
from marketplace.models import User


class CannotBeOffered(Refusal):
    """The offer gives nothing, or more than is in dispute."""


@story
def make_offer(dispute: Dispute, terms: Terms, *, by: User, words: str = "") -> Offer:
    """Put an offer on the table; an older one of this side is taken back with it.

    Raises NotYourTurn, CannotBeOffered.
    """
    case = execution.locked(dispute)
    side = _side(case, by)
    most = total(
        (caps.cap(one.line, case.hold_of(one), one.quantity) for one in case.lines),
        case.dispute.currency,
    )
    require(
        Money.zero(most.currency) < terms.amount <= most,
        CannotBeOffered,
        _("Offer more than nothing and at most %(most)s.") % {"most": most.format()},
    )
    require(
        terms.remedy in reasons.offerable(case.dispute.reason),
        CannotBeOffered,
        _("That does not put this right. Choose one of the other ways."),
    )
    _replace(case.dispute, side)
    offer = _write(case, side, terms, by, words)
    if side == Side.SELLER and case.dispute.state == DisputeState.AWAITING_SELLER:
        case.dispute.negotiate(clock.now())
        case.dispute.save()
        clocks.wait(case.dispute, negotiate=case.dispute.negotiate_by or clock.now())
    timeline.say(case.dispute, by, Statement.Kind.OFFERED, words, **told(offer))
    to = parties.user_id(case.dispute, parties.other(side))
    until = offer.expires_at.isoformat()
    minor = offer.amount_minor
    outbox.announce(to, "offer_made", case.dispute, key=str(offer.pk), minor=minor, until=until)
    audit.record(by, "offer_made", case.dispute, offer)
    return offer


@story
def take_back(offer: Offer, *, by: User) -> Dispute:
    """Who made it thinks otherwise. Raises NotYourTurn."""
    case = execution.locked(offer.dispute)
    row = locked(offer)
    side = parties.side_of(case.dispute, by)
    require(
        row.is_open() and side == row.side,
        NotYourTurn,
        _("This offer is not on the table any more."),
    )
    row.take_back(clock.now())
    row.save()
    deadlines.cancel([row], "offer")
    timeline.say(case.dispute, by, Statement.Kind.OFFER_BACK)
    audit.record(by, "offer_taken_back", case.dispute, row)
    return case.dispute


@story
def offer_over(offer_ids: list[str]) -> None:
    """Nobody answered in time: staff decide, if the two were still talking."""
    for offer in Offer.objects.filter(pk__in=offer_ids).select_related("dispute").order_by("pk"):
        case = execution.locked(offer.dispute)
        row = locked(offer)
        if row.is_open() and deadlines.due_subjects([str(row.pk)], "offer", Offer):
            row.expire(clock.now())
            row.save()
            timeline.say(case.dispute, None, Statement.Kind.OFFER_OVER)
            outbox.announce(row.by_id, "offer_over", case.dispute, key=str(row.pk))
            if case.dispute.state == DisputeState.NEGOTIATING:
                escalation.to_staff(case.dispute)
            audit.record(None, "offer_over", case.dispute, row)
        deadlines.done([row], "offer")


def _side(case: Case, by: User) -> Side:
    side = parties.side_of(case.dispute, by)
    require(
        side is not None and case.dispute.is_undecided(),
        NotYourTurn,
        _("No offer can be made here now. Look where the case stands."),
    )
    assert side is not None
    return side


def _replace(dispute: Dispute, side: Side) -> None:
    for older in dispute.offers.filter(state=OfferState.OPEN, side=side):
        older.take_back(clock.now())
        older.save()
        deadlines.cancel([older], "offer")


def _write(case: Case, side: Side, terms: Terms, by: User, words: str) -> Offer:
    moment = clock.now()
    offer = Offer.objects.create(
        dispute=case.dispute,
        by=by,
        side=side,
        remedy=terms.remedy,
        postage_by=terms.postage_by,
        currency=terms.amount.currency,
        amount_minor=terms.amount.minor,
        words=words,
        made_at=moment,
        expires_at=moment + case.order.policy.window("offer"),
    )
    deadlines.set(offer, "offer", offer.expires_at)
    return offer


def locked(offer: Offer) -> Offer:
    return Offer.objects.select_for_update(no_key=True).get(pk=offer.pk)


def told(offer: Offer) -> dict[str, Any]:
    """What the timeline keeps of it, to be said in each reader's language."""
    return {"amount": offer.amount_minor, "remedy": offer.remedy, "postage_by": offer.postage_by}
