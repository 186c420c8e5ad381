"""The kinds of event that come from cases, for a shop's own programs."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from disputes.api.acting import cases_of
from disputes.api.shapes import DisputeSerializer
from disputes.models import Dispute
from marketplace.models import WebhookEvent
from marketplace.webhooks.kinds import EventKind, Told
from marketplace.webhooks.table import shape

CHANGED = {
    "appeal_waived",
    "decision_commented",
    "decision_proposed",
    "dispute_appealed",
    "dispute_asleep",
    "dispute_changed",
    "dispute_contested",
    "dispute_talks_over",
    "dispute_to_staff",
    "dispute_unanswered",
    "evidence_added",
    "evidence_requested",
    "offer_declined",
    "offer_made",
    "offer_over",
    "offer_taken",
    "offer_taken_back",
    "offer_undone",
    "replacement_begun",
    "replacement_objected",
    "replacement_sent",
    "return_accepted",
    "return_begun",
    "return_contested",
    "return_delivered",
    "return_labelled",
    "return_lost",
    "return_posted",
    "return_waived",
    "settlement_suggested",
}


def about_case(event: WebhookEvent) -> Told:
    """As its seller reads it; what is not sent yet is its writer's alone."""
    case = Dispute.objects.select_related("order__seller__user").get(pk=event.subject_id)
    seller = case.order.seller
    seen = cases_of(seller.user).filter(pk=case.pk).first()
    return [(seller, partial(shape, DisputeSerializer, seen, seller))] if seen else []


def _of_case(name: str, words: Any, *actions: str) -> EventKind:
    return EventKind(name, words, "dispute", frozenset(actions), about_case)


KINDS = [
    _of_case(
        "dispute.opened",
        _("Something is wrong: answer in time."),
        "dispute_opened",
        "dispute_opened_by_system",
        "dispute_reopened",
    ),
    _of_case("dispute.changed", _("Somebody said or did something in a case."), *CHANGED),
    _of_case(
        "dispute.decided",
        _("Our staff's decision stands."),
        "decision_stands",
        "appeal_decided",
    ),
    _of_case(
        "dispute.closed",
        _("A case is over: carried out, agreed on or withdrawn."),
        "dispute_resolved",
        "dispute_withdrawn",
    ),
]
