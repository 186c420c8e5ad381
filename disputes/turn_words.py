"""Whose turn it is, until when, and what happens if nothing does, told to each side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from disputes import case_words, parcel_words, presumptions
from disputes.models import Dispute
from disputes.models.dispute_state import DisputeState
from escrow.money import Money
from marketplace.moments import told

S = DisputeState


def whose_turn(dispute: Dispute, side: str) -> str:
    """Who does what until when, and what happens if they do not, told to this side."""
    state = S(dispute.state)
    if state in (S.AWAITING_RETURN, S.AWAITING_REPLACEMENT):
        return parcel_words.turn(dispute, side)
    asked = _asked_of(dispute) if state == S.EVIDENCE_REQUESTED else ""
    told_to = TURNS.get((state, "asked" if side and side == asked else side)) or FOR_ALL[state]
    return told_to() % {
        "shop": dispute.order.seller.name,
        "buyer": dispute.order.buyer.get_short_name(),
        "amount": case_words.amount(dispute.granted or _proposed(dispute) or dispute.claimed),
        "answer_by": told(dispute.answer_by),
        "negotiate_by": told(dispute.negotiate_by),
        "settles_at": told(dispute.settles_at),
        "decide_by": told(dispute.decide_by),
        "evidence_by": told(_evidence_by(dispute)),
        "comment_by": told(dispute.comment_by),
        "executes_at": told(dispute.executes_at),
        "ended_at": told(dispute.ended_at),
    }


TURNS: dict[tuple[DisputeState, str], Callable[[], str]] = {
    (S.DRAFT, "buyer"): lambda: _("You have not sent it yet. Nobody but you can see it."),
    (S.AWAITING_SELLER, "seller"): lambda: _(
        "It is your turn until %(answer_by)s. "
        "If you do not answer, %(buyer)s may get the money, or our staff decide without your side."
    ),
    (S.EVIDENCE_REQUESTED, "asked"): lambda: _(
        "We asked you for something. Bring it by %(evidence_by)s; "
        "after that we decide on what is here."
    ),
    (S.ESCALATED, "staff"): lambda: _("It waits for our decision until %(decide_by)s."),
    (S.UNDER_REVIEW, "staff"): lambda: _("It waits for our decision until %(decide_by)s."),
    (S.APPEALED, "staff"): lambda: _("It waits for a decision on the appeal until %(decide_by)s."),
    (S.WITHDRAWN, "buyer"): lambda: _("You took your complaint back on %(ended_at)s."),
    (S.SETTLED, "buyer"): lambda: _(
        "You two agreed: you get %(amount)s. It is done at %(settles_at)s."
    ),
}

FOR_ALL: dict[DisputeState, Callable[[], str]] = {
    S.DRAFT: lambda: _("It is not sent yet."),
    S.AWAITING_SELLER: lambda: _(
        "%(shop)s has until %(answer_by)s to answer. If they do not, you need not do anything: "
        "a clear case is paid, and the others go to our staff."
    ),
    S.NEGOTIATING: lambda: _(
        "You two are talking. If there is no agreement by %(negotiate_by)s, our staff decide; "
        "either of you can ask them sooner."
    ),
    S.SETTLED: lambda: _(
        "You two agreed: %(buyer)s gets %(amount)s. It is done at %(settles_at)s."
    ),
    S.ESCALATED: lambda: _(
        "Our staff decide by %(decide_by)s. You need to do nothing; you can still add photos, "
        "and you two can still agree."
    ),
    S.UNDER_REVIEW: lambda: _(
        "One of our staff is reading it, and decides by %(decide_by)s. You two can still agree."
    ),
    S.EVIDENCE_REQUESTED: lambda: _(
        "Our staff asked for something, and go on on %(evidence_by)s at the latest."
    ),
    S.DRAFT_DECISION: lambda: _(
        "Our staff propose a decision. Both of you can say what you think of it until "
        "%(comment_by)s; then it stands."
    ),
    S.DECIDED: lambda: _("It is decided, and is done at %(executes_at)s unless somebody appeals."),
    S.APPEALED: lambda: _(
        "Somebody else of our staff looks at it anew, and decides by %(decide_by)s."
    ),
    S.RESOLVED: lambda: _("This case was settled on %(ended_at)s."),
    S.WITHDRAWN: lambda: _("%(buyer)s took the complaint back on %(ended_at)s."),
    S.DORMANT: lambda: _("%(buyer)s did not go on with it, so it sleeps since %(ended_at)s."),
    S.DISCARDED: lambda: _("It was never sent."),
}


def presumption_words(dispute: Dispute) -> str:
    """Whom the published rule is for, as staff read it."""
    favours = presumptions.of(dispute).favours
    return {
        presumptions.BUYER: _("The rule is for the buyer."),
        presumptions.SELLER: _("The rule is for the seller."),
        presumptions.STAFF: _("The rule leaves it to our staff."),
        presumptions.HALF_EACH: _("The rule gives half to each if nobody can tell."),
    }[favours]


def _asked_of(dispute: Dispute) -> str:
    return next((one.side for one in dispute.requests.all() if one.is_open()), "")


def _evidence_by(dispute: Dispute) -> datetime | None:
    return next((one.due_at for one in dispute.requests.all() if one.is_open()), None)


def _proposed(dispute: Dispute) -> Money | None:
    return dispute.standing.refund if dispute.standing else None
