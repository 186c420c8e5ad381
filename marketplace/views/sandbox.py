"""The pretend provider's own page, as if on somebody else's computer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from escrow.gateways.sandbox import provider
from escrow.models import Operation, SandboxCharge
from marketplace.forms import card
from marketplace.views.buyer import BuyerRequest, for_buyers

State = SandboxCharge.State


@for_buyers
@require_http_methods(["GET", "POST"])
def sandbox_pay(request: BuyerRequest, key: UUID) -> HttpResponse:
    charge = _mine_or_404(request, key)
    if charge.state not in PAGES:
        return _back(charge)
    if "leave" in request.POST:
        return _back(provider.abandon(charge))
    return PAGES[charge.state](request, charge)


def _asked(request: BuyerRequest, charge: SandboxCharge) -> HttpResponse:
    """Which card?"""
    form = card.CardForm(request.POST or None)
    if not form.is_valid():
        shown = {"charge": charge, "form": form, "groups": card.groups(), "voucher": card.VOUCHER}
        return render(request, "sandbox/pay.html", shown)
    chosen = form.cleaned_data["chosen"]
    try:
        if chosen == card.VOUCHER:
            provider.print_voucher(charge)
        else:
            provider.pay(charge, chosen)
    except provider.NoAnswer:
        return _back(charge)
    return redirect("sandbox_pay", charge.operation_key)


def _challenged(request: BuyerRequest, charge: SandboxCharge) -> HttpResponse:
    """Is it you?"""
    answer = request.POST.get("answer")
    if answer in ("yes", "no"):
        return _back(provider.finish_challenge(charge, passed=answer == "yes"))
    return render(request, "sandbox/challenge.html", {"charge": charge})


def _printed(request: BuyerRequest, charge: SandboxCharge) -> HttpResponse:
    """The voucher, and the counter at which it can be paid, even too late."""
    happens = request.POST.get("voucher")
    if happens == "paid":
        return _back(provider.pay_voucher(charge))
    if happens == "expired":
        charge = provider.expire_voucher(charge)
    return render(request, "sandbox/voucher.html", {"charge": charge})


PAGES: dict[str, Callable[[BuyerRequest, SandboxCharge], HttpResponse]] = {
    State.WAITING: _asked,
    State.CHALLENGED: _challenged,
    State.VOUCHER: _printed,
    State.EXPIRED: _printed,
}


def _mine_or_404(request: BuyerRequest, key: UUID) -> SandboxCharge:
    mine = Operation.objects.filter(pk=key, payment__buyer=request.buyer).exists()
    charge = provider.look_up(key) if mine else None
    if charge is None:
        raise Http404
    return charge


def _back(charge: SandboxCharge) -> HttpResponse:
    return redirect(charge.return_url or "orders")
