"""Everything staff need to decide a case, on one page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from disputes import (
    buyer_standing,
    case_file,
    case_words,
    clauses,
    conflicts,
    facts,
    parcel_words,
    past_decisions,
    precedent_words,
    precedents,
    presumptions,
    signals,
    standing_page,
    turn_words,
    writing,
)
from disputes.colleagues import MAY_ASSIGN
from disputes.forms_staff import (
    AskForm,
    HandOverForm,
    LettersForm,
    NoteForm,
    RejectForm,
    SuggestForm,
)
from disputes.models import Decision, Dispute, SoloStand
from disputes.models.decision import Outcome
from disputes.models.dispute_state import FOR_STAFF, QUEUE, DisputeState
from disputes.models.return_ import ReturnState
from disputes.second_person import MAY_APPROVE, READ_IN
from escrow import audit
from escrow.money import Money
from marketplace import shop_facts
from marketplace.models import Shipment
from marketplace.money_bar import bar_of
from marketplace.parcels import stops

HELD = (DisputeState.UNDER_REVIEW, DisputeState.APPEALED)


def context(dispute: Dispute, person: Any) -> dict[str, Any]:
    """The file, the facts and the money."""
    parcels = Shipment.objects.filter(order=dispute.order).prefetch_related("events")
    return {
        "dispute": dispute,
        "order": dispute.order,
        "title": case_words.title_of(dispute),
        "told": facts.told(dispute),
        "turn": turn_words.whose_turn(dispute, case_file.STAFF),
        "bar": bar_of(dispute.order, person),
        "events": case_file.voices(dispute),
        "written": writing.texts(dispute),
        "pictures": case_file.pictures(dispute),
        "signals": signals.of(dispute),
        "parcels": [(parcel, stops(parcel)) for parcel in parcels.select_related("order")],
        "decisions": [(one, case_words.outcome(one, dispute)) for one in dispute.decisions.all()],
        "clause_words": clauses.WORDS,
        "outlook": outlook(dispute),
        **_like_it(dispute),
        "trail": audit.trail(dispute).select_related("by"),
        "presumption": presumptions.of(dispute),
        "presumption_words": turn_words.presumption_words(dispute),
        "ask": AskForm(auto_id="ask_%s"),
        "reject": RejectForm(auto_id="reject_%s"),
        "suggest": SuggestForm(auto_id="suggest_%s", case=dispute),
        "seller_card": shop_facts.card(dispute.order.seller),
        "seller_levels": dispute.order.seller.level_changes.order_by("-at")[:3],
        "read_letters": LettersForm(auto_id="letters_%s"),
        "letters": None,
        "note": NoteForm(auto_id="note_%s"),
        "hand_over": HandOverForm(auto_id="hand_over_%s"),
        "notes": dispute.notes.select_related("by", "handed_to"),
        "cooling": getattr(_last(dispute), "solo", None),
        "keep_away": conflicts.why_not(dispute, person),
        **standing_page.shown(buyer_standing.of(dispute.order.buyer)),
        "returns": dispute.returns.all(),
        "may": steps_for(dispute, person),
        "waits_for_staff": dispute.state in QUEUE,
    }


def _like_it(dispute: Dispute) -> dict[str, Any]:
    """How cases like it ended, and the decisions most like it."""
    found = precedents.similar(dispute.reason, precedents.like_case(dispute))
    return {
        "similar": precedent_words.sentence(found) if found else "",
        "alike": precedent_words.alike(found) if found else "",
        "past": past_decisions.of(dispute),
    }


def steps_for(dispute: Dispute, person: Any) -> dict[str, bool]:
    """What this person can do with the case now; the stories have the last word."""
    state, last = dispute.state, _last(dispute)
    mine = dispute.assignee_id in (None, person.pk)
    unread = last is not None and last.waits_for_second()
    cooling = getattr(last, "solo", None)
    reading = state in (DisputeState.ESCALATED, DisputeState.UNDER_REVIEW) and mine
    appealed = state == DisputeState.APPEALED and mine
    return {
        "take": dispute.waits_for_somebody(),
        "hand_back": state in HELD and dispute.assignee_id == person.pk,
        "hand_over": state in FOR_STAFF
        and (dispute.assignee_id == person.pk or person.has_perm(MAY_ASSIGN)),
        "ask": reading,
        "suggest": mine and dispute.is_undecided(),
        "decide": (reading or appealed) and (not unread or _is_taken_back(cooling)),
        "approve": unread
        and state in READ_IN
        and person.has_perm(MAY_APPROVE)
        and last is not None
        and last.by_id != person.pk,
        "cool": settings.HOLDFAST_SOLO_OPERATOR
        and unread
        and last is not None
        and last.by_id == person.pk
        and cooling is None,
        "warm_up": bool(unread and cooling and cooling.is_cooling()),
        "think_again": state == DisputeState.DRAFT_DECISION,
        "find_return": _is_on_its_way_back(dispute),
    }


def _last(dispute: Dispute) -> Decision | None:
    """Of those that the page has loaded."""
    return next(reversed(dispute.decisions.all()), None)


def _is_taken_back(cooling: SoloStand | None) -> bool:
    return cooling is not None and cooling.taken_back_at is not None


def _is_on_its_way_back(dispute: Dispute) -> bool:
    row = parcel_words.return_of(dispute)
    return row is not None and row.state == ReturnState.IN_TRANSIT


def outlook(dispute: Dispute) -> dict[str, str]:
    """What each outcome means for the two, over the disputed lines."""
    none, claimed = Money.zero(dispute.currency), dispute.claimed
    return {
        Outcome.RELEASE.value: _means(dispute, none),
        Outcome.REFUND.value: _means(dispute, claimed),
        Outcome.SPLIT.value: _("You say how much the buyer gets back."),
    }


def _means(dispute: Dispute, refund: Money) -> str:
    return _("%(buyer)s gets %(refund)s, %(shop)s %(rest)s.") % {
        "buyer": dispute.order.buyer.get_short_name(),
        "refund": case_words.amount(refund),
        "shop": dispute.order.seller.name,
        "rest": case_words.amount(case_file.seller_gets(dispute, refund=refund)),
    }
