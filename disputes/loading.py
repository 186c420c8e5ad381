"""A case with everything that its page reads, in as few questions as there are kinds of things in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, Model, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404

from disputes.models import (
    Appeal,
    Decision,
    Dispute,
    DisputeLine,
    Evidence,
    EvidenceRequest,
    Offer,
    Replacement,
    Return,
    ReturnWeight,
    Statement,
    Suggestion,
)
from marketplace.models import OrderLine

# What most cases have none of is asked for only where there is some; where nothing is named, by
# whoever needs it.
SELDOM: dict[str, tuple[type[Model], tuple[Any, ...]]] = {
    "decisions": (
        Decision,
        (
            Prefetch(
                "decisions",
                Decision.objects.select_related("by", "approval__by", "rejection__by", "solo__by"),
            ),
        ),
    ),
    "evidence": (Evidence, (Prefetch("evidence", Evidence.objects.select_related("by")),)),
    "offers": (Offer, ("offers",)),
    "suggestions": (Suggestion, ()),
    "appeals": (Appeal, ()),
    "requests": (EvidenceRequest, ("requests",)),
    "returns": (
        Return,
        ("returns", Prefetch("returns__weights", ReturnWeight.objects.select_related("by"))),
    ),
    "replacements": (
        Replacement,
        (Prefetch("replacements", Replacement.objects.select_related("shipment")),),
    ),
}


def loaded_or_404(disputes: QuerySet[Dispute], **which: Any) -> Dispute:
    """The one case of these, whole."""
    case = get_object_or_404(_with_file(disputes), **which)
    prefetch_related_objects([case], *(path for name in SELDOM for path in _paths(case, name)))
    for decision in case.decisions.all():
        if decision.pk == case.standing_id:
            case.standing = decision
    return case


def with_lines(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """What is claimed of which order, and nothing of what was said since."""
    parties = ("order__buyer", "order__seller", "order__policy", "order__checkout")
    return disputes.select_related(*parties).prefetch_related(
        Prefetch("order__lines", OrderLine.objects.select_related("hold")),
        Prefetch("lines", DisputeLine.objects.select_related("line__hold")),
    )


def _with_file(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    said = Prefetch("statements", Statement.objects.select_related("by"))
    whole = with_lines(disputes).prefetch_related(said)
    return whole.annotate(**{f"has_{name}": _any(model) for name, (model, _) in SELDOM.items()})


def _any(model: type[Model]) -> Exists:
    return Exists(model._default_manager.filter(dispute=OuterRef("pk")))


def _paths(case: Dispute, name: str) -> tuple[Any, ...]:
    """What is asked for of it; nothing is found without a question where there is none."""
    model, paths = SELDOM[name]
    return (
        paths if getattr(case, f"has_{name}") else (Prefetch(name, model._default_manager.none()),)
    )
