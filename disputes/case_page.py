"""What a party sees and can do on the page of their case."""

from __future__ import annotations

from typing import Any

from disputes import (
    agreeing,
    appealing,
    case_file,
    case_words,
    changing,
    clauses,
    escalation,
    facts,
    findings,
    forecast,
    forecast_words,
    parcel_page,
    presumptions,
    published_rules,
    said_words,
    suggesting,
    turn_words,
    verdict,
    withdrawing,
    writing,
)
from disputes.forms import ContestForm, EvidenceForm, OfferForm, WordsForm
from disputes.models import Dispute, Offer
from disputes.models.dispute_state import SLEEPING, DisputeState, Side
from disputes.models.offer import OfferState
from disputes.parties import side_of
from escrow.money import Money
from marketplace.money_bar import bar_of

S = DisputeState


def context(case: Dispute, person: Any, **forms: Any) -> dict[str, Any]:
    """`forms` are those that came back with something to mend."""
    side = side_of(case, person) or ""
    known = presumptions.facts_of(case) if case.is_undecided() else None
    presumed = presumptions.of(case, known) if known else None
    return {
        "dispute": case,
        "order": case.order,
        "side": side,
        "title": case_words.title_of(case),
        "told": facts.told(case),
        "turn": turn_words.whose_turn(case, side),
        "bar": bar_of(case.order, person),
        "events": case_file.voices(case),
        "written": writing.texts(case),
        "decisions": decisions(case),
        "clause_words": clauses.WORDS,
        "finding_words": findings.WORDS,
        "offers": [OfferCard(offer, case, side) for offer in case.offers.all() if offer.is_open()],
        "taken": _taken(case),
        "suggested": suggesting.standing(case) if side else None,
        "can": can(case, side),
        "left": case_file.seller_gets(case, refund=case.claimed),
        "refused": [one for one in case.evidence.all() if one.is_refused_to(person)],
        "rule_applies": published_rules.applying(case, presumed) if presumed else None,
        "looked_at_first": side == Side.BUYER
        and presumed is not None
        and escalation.is_looked_at_first(case, presumed),
        "thaw_days": case.order.policy.window("thaw_minimum").days,
        "forecast": _forecast(case, side, known),
        **_forms(case),
        **parcel_page.context(case, side),
        **forms,
    }


def can(case: Dispute, side: str) -> dict[str, bool]:
    """What this party can do now; the stories have the last word."""
    state, undecided = S(case.state), case.is_undecided()
    seller, buyer = side == Side.SELLER, side == Side.BUYER
    taken = _taken(case)
    return {
        "answer": seller and state == S.AWAITING_SELLER,
        "agree": seller and undecided and state != S.AWAITING_SELLER,
        "offer": undecided,
        "undo": taken is not None and taken.side != side,
        "ask_staff": state == S.NEGOTIATING,
        "comment": state == S.DRAFT_DECISION,
        "appeal": appealing.may_appeal(case, Side(side) if side else None),
        "waive": state == S.DECIDED
        and case.standing is not None
        and verdict.loser(case.standing) == side,
        "withdraw": buyer and undecided,
        "change": buyer and changing.may_change(case),
        "reopen": buyer
        and state in SLEEPING
        and case.reopened_at is None
        and withdrawing.is_in_time(case.lines.all()),
        "add": undecided or state == S.APPEALED,
    }


def _forecast(
    case: Dispute, side: str, known: presumptions.Facts | None
) -> forecast_words.Told | None:
    """What each answer would bring, while the seller has to give one."""
    if side != Side.SELLER or case.state != S.AWAITING_SELLER or known is None:
        return None
    return forecast_words.of(case, forecast.of(case, known))


class OfferCard:
    """An offer on the table, as this side reads it."""

    def __init__(self, offer: Offer, case: Dispute, side: str) -> None:
        self.offer, self.is_mine = offer, offer.side == side
        self.words = said_words.remedy(offer.remedy, offer.amount, offer.postage_by)
        self.must_type = side == Side.BUYER and agreeing.must_be_typed(offer, case)
        self.loss = max(case.claimed - offer.amount, Money.zero(case.currency))
        self.seller_keeps = case_file.seller_gets(case, refund=min(offer.amount, case.claimed))


def decisions(case: Dispute) -> list[tuple[Any, str]]:
    """Those that both have been shown, newest last."""
    shown = [one for one in case.decisions.all() if one.is_approved()]
    return [(one, case_words.outcome(one, case)) for one in shown]


def _taken(case: Dispute) -> Offer | None:
    """The offer that the two agreed on."""
    return next((one for one in case.offers.all() if one.state == OfferState.ACCEPTED), None)


def _forms(case: Dispute) -> dict[str, Any]:
    return {
        "contest": ContestForm(),
        "more": EvidenceForm(auto_id="more_%s"),
        "offer": OfferForm(case=case, auto_id="offer_%s"),
        "comment": WordsForm(auto_id="comment_%s"),
        "appeal": WordsForm(auto_id="appeal_%s"),
    }
