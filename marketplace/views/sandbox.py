"""The pretend provider's own page, as if on somebody else's computer."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from escrow.gateways.sandbox import provider
from escrow.models import Operation, SandboxCharge
from marketplace.forms import card
from marketplace.views.member import MemberRequest

State = SandboxCharge.State


@login_required
@require_http_methods(["GET", "POST"])
def sandbox_pay(request: MemberRequest, key: UUID) -> HttpResponse:
    charge = _mine_or_404(request, key)
    if charge.state in (State.SUCCEEDED, State.DECLINED):
        return _back(charge)
    if "leave" in request.POST:
        return _back(provider.abandon(charge))
    answer = _challenged if charge.state == State.CHALLENGED else _asked
    return answer(request, charge)


def _asked(request: MemberRequest, charge: SandboxCharge) -> HttpResponse:
    """Which card?"""
    form = card.CardForm(request.POST or None)
    if not form.is_valid():
        shown = {"charge": charge, "form": form, "cards": card.choices()}
        return render(request, "sandbox/pay.html", shown)
    try:
        charge = provider.pay(charge, form.cleaned_data["chosen"])
    except provider.NoAnswer:
        return _back(charge)
    return redirect("sandbox_pay", charge.operation_key)


def _challenged(request: MemberRequest, charge: SandboxCharge) -> HttpResponse:
    """Is it you?"""
    answer = request.POST.get("answer")
    if answer in ("yes", "no"):
        return _back(provider.finish_challenge(charge, passed=answer == "yes"))
    return render(request, "sandbox/challenge.html", {"charge": charge})


def _mine_or_404(request: MemberRequest, key: UUID) -> SandboxCharge:
    mine = Operation.objects.filter(pk=key, payment__buyer=request.user).exists()
    charge = provider.look_up(key) if mine else None
    if charge is None or charge.kind != Operation.Kind.CHARGE:
        raise Http404
    return charge


def _back(charge: SandboxCharge) -> HttpResponse:
    return redirect(charge.return_url or "orders")
