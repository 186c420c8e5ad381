"""After the button: back from the provider, trying again, leaving."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from escrow.story import Refusal
from marketplace import checkout_outcome, paying, unpaid, ways_to_pay
from marketplace.checkout_outcome import Outcome, Standing
from marketplace.models import Checkout
from marketplace.views.buyer import BuyerRequest, for_buyers
from marketplace.views.checkout import to_provider


@for_buyers
def checkout_return(request: BuyerRequest, pk: UUID) -> HttpResponse:
    """Ask the provider what happened there, and say it."""
    placed = _mine_or_404(request, pk)
    paying.refresh(placed)
    outcome = checkout_outcome.of(placed)
    if outcome.standing == Standing.PAID:
        return _thanks(request, outcome, placed)
    shown = {
        "checkout": placed,
        "outcome": outcome,
        "ways": ways_to_pay.ways(placed.currency, placed.country),
    }
    return render(request, "checkout/return.html", shown)


@for_buyers
@require_POST
def checkout_payments(request: BuyerRequest, pk: UUID) -> HttpResponse:
    """Try again, with another card or in another way perhaps."""
    return to_provider(request, _mine_or_404(request, pk), request.POST.get("way", ""))


@for_buyers
@require_POST
def checkout_departure(request: BuyerRequest, pk: UUID) -> HttpResponse:
    """The buyer does not want to pay after all."""
    placed = _mine_or_404(request, pk)
    try:
        unpaid.leave(placed.pk, by=request.buyer)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("checkout_return", placed.pk)
    messages.success(request, _("You have left this purchase. Nothing was taken."))
    return redirect("home" if request.buyer.is_open_guest() else "orders")


def _thanks(request: BuyerRequest, outcome: Outcome, placed: Checkout) -> HttpResponse:
    """To the order, or to all of them; only what was paid and still goes on is a reason to thank."""
    if request.buyer.is_open_guest():
        shown = {"checkout": placed, "outcome": outcome}
        return render(request, "checkout/guest_thanks.html", shown)
    if any(order.is_to_ship() for order in outcome.orders):
        messages.success(
            request, _("Thank you. You have paid, and Holdfast holds the money until it is right.")
        )
    return redirect(outcome.orders[0] if len(outcome.orders) == 1 else "orders")


def _mine_or_404(request: BuyerRequest, pk: UUID) -> Checkout:
    return get_object_or_404(Checkout, pk=pk, buyer=request.buyer)
