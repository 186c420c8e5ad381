"""Playing the provider: a page of the demo on which everything can go wrong. Never in production."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from escrow import gateways
from escrow.gateways.sandbox import faults, provider
from escrow.gateways.sandbox.messages import let_go
from marketplace import sandbox_deeds, sandbox_page

MOST_LOST = 9
DELIVERIES: dict[str, dict[str, Any]] = {
    "now": {},
    "twice": {"copies": 2},
    "backwards": {"backwards": True},
}


@require_safe
def sandbox(request: HttpRequest) -> HttpResponse:
    """The desk itself."""
    _playing_or_404()
    return render(request, "sandbox/desk.html", sandbox_page.shown())


@require_POST
def sandbox_event(request: HttpRequest, noun: str, pk: int, event: str) -> HttpResponse:
    """Something happens to a payment, refund, payout or chargeback."""
    _playing_or_404()
    deed = sandbox_deeds.find(noun, event)
    if deed is None:
        raise Http404
    thing = get_object_or_404(sandbox_deeds.MODELS[noun], pk=pk)
    if getattr(thing, "state", "") not in deed.states:
        messages.info(request, _("That has happened already, or can happen no more."))
        return redirect("sandbox")
    try:
        deed.do(thing)
    except provider.NothingLeft:
        messages.error(request, _("Nothing is left of this payment: all of it went back."))
    else:
        messages.success(request, str(deed.said))
    return redirect("sandbox")


@require_POST
def sandbox_deliveries(request: HttpRequest) -> HttpResponse:
    """What waits in the box leaves: now, each twice, or the newest first."""
    _playing_or_404()
    how = DELIVERIES.get(request.POST.get("how", ""))
    if how is None:
        raise Http404
    count = let_go(**how)
    said = ngettext("%d message has left.", "%d messages have left.", count)
    messages.success(request, said % count)
    return redirect("sandbox")


@require_POST
def sandbox_weather(request: HttpRequest) -> HttpResponse:
    """What goes wrong on the line from now on."""
    _playing_or_404()
    faults.set_weather(
        holds_messages="holds_messages" in request.POST,
        calls_to_lose=_how_many(request, "calls_to_lose"),
        answers_to_lose=_how_many(request, "answers_to_lose"),
    )
    messages.success(request, _("The weather on the line has changed."))
    return redirect("sandbox")


def _how_many(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return min(int(typed), MOST_LOST) if typed.isdecimal() and len(typed) < 4 else 0


def _playing_or_404() -> None:
    """Only where the money is pretended as well."""
    is_on = any(gateway.name == "sandbox" for gateway in gateways.available())
    if settings.PRODUCTION or not is_on or not (settings.DEBUG or settings.HOLDFAST_DEMO):
        raise Http404
