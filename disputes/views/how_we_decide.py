"""How we decide, drawn from the policy in force, or from an older one that orders still keep."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from disputes import published_rules as rules
from escrow import policy
from escrow.models import Policy


def how_we_decide(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """The rules of the policy, or of the one with this number."""
    newest = policy.in_force()
    shown = newest if number is None else get_object_or_404(Policy, number=number)
    currency = rules.currency_of(shown, request.GET.get("currency", ""))
    context = {
        "policy": shown,
        "newest": newest,
        "older": Policy.objects.exclude(pk=shown.pk).order_by("-number").defer("body"),
        "currency": currency,
        "currencies": list(shown.body["amounts"]),
        "questions": rules.by_question(shown, currency),
        "limits": rules.limits(shown, currency),
        "turns": rules.turns(shown),
        "rounds": shown.limit("evidence_rounds"),
        "appeals": shown.limit("appeals_per_side"),
    }
    return render(request, "decide/decide.html", context)
