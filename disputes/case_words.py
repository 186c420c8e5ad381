"""A case in sentences: whose turn it is, what was said, and how it ended."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from disputes import reasons
from disputes.models import Decision, Dispute, Statement
from disputes.models.decision import Outcome
from disputes.models.dispute import DisputeState
from escrow.money import Money
from marketplace.moments import told

Kind = Statement.Kind


def whose_turn(dispute: Dispute, side: str) -> str:
    """Who does what until when, and what happens if they do not, told to this side."""
    told_to = TURNS.get((DisputeState(dispute.state), side)) or FOR_ALL[DisputeState(dispute.state)]
    return told_to() % {
        "shop": dispute.order.seller.name,
        "buyer": dispute.order.buyer.get_short_name(),
        "answer_by": told(dispute.answer_by),
        "decide_by": told(dispute.decide_by),
        "ended_at": told(dispute.ended_at),
    }


TURNS: dict[tuple[DisputeState, str], Callable[[], str]] = {
    (DisputeState.AWAITING_SELLER, "seller"): lambda: _(
        "It is your turn until %(answer_by)s. "
        "If you do not answer, our staff decide without your side."
    ),
    (DisputeState.ESCALATED, "staff"): lambda: _("It waits for our decision until %(decide_by)s."),
    (DisputeState.WITHDRAWN, "buyer"): lambda: _("You took your complaint back on %(ended_at)s."),
}

FOR_ALL: dict[DisputeState, Callable[[], str]] = {
    DisputeState.AWAITING_SELLER: lambda: _(
        "%(shop)s has until %(answer_by)s to answer. If they do not, our staff decide."
    ),
    DisputeState.ESCALATED: lambda: _(
        "Our staff decide by %(decide_by)s. You need to do nothing; you can still add photos."
    ),
    DisputeState.RESOLVED: lambda: _("This case was settled on %(ended_at)s."),
    DisputeState.WITHDRAWN: lambda: _("%(buyer)s took the complaint back on %(ended_at)s."),
}


def title_of(dispute: Dispute) -> str:
    """What the buyer says is wrong, in the words of the card they chose."""
    known = reasons.BY_CODE.get(dispute.reason)
    return str(known.title) if known else dispute.reason


def said(statement: Statement, dispute: Dispute) -> str:
    """The head of one line of the timeline."""
    if statement.kind == Kind.OPENED:
        return title_of(dispute)
    return {
        Kind.EVIDENCE: lambda: _("More about it"),
        Kind.ACCEPTED: lambda: _("Agrees: the buyer gets what was asked for"),
        Kind.CONTESTED: lambda: _("Sees it differently"),
        Kind.SILENT: lambda: _("The seller did not answer in time. Our staff decide now."),
        Kind.DECIDED: lambda: _("We have decided"),
        Kind.WITHDRAWN: lambda: _("Took the complaint back"),
        Kind.BANK_DECIDED: lambda: _(
            "The buyer's bank took the money back; nothing is left to decide"
        ),
    }[Kind(statement.kind)]()


def outcome(decision: Decision, dispute: Dispute) -> str:
    """Who gets what by a decision."""
    words = {
        Outcome.RELEASE: lambda: _("%(shop)s keeps the money."),
        Outcome.REFUND: lambda: _("%(buyer)s gets %(refund)s back."),
        Outcome.SPLIT: lambda: _("%(buyer)s gets %(refund)s back, and %(shop)s the rest."),
    }[Outcome(decision.outcome)]()
    return words % {
        "shop": dispute.order.seller.name,
        "buyer": dispute.order.buyer.get_short_name(),
        "refund": amount(decision.refund),
    }


def amount(value: Money) -> str:
    return value.format(get_language() or "en")
