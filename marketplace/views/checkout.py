"""One page to see what is paid to whom, and one button to pay it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escrow.story import Refusal
from marketplace import cart_page, carts, checkout_page, countries, paying
from marketplace.checkout import place
from marketplace.forms.address import CheckoutForm, book_of, first_seen, seen_again
from marketplace.models import Checkout
from marketplace.quotes import CannotBeBought
from marketplace.views.member import MemberRequest


@login_required
@require_http_methods(["GET", "POST"])
def checkout(request: MemberRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, first_seen(request.user, countries.of(request)))
    countries.remember(request, request.POST.get("country", ""))
    if "update" in request.POST:
        return _page(request, seen_again(request.POST, request.user))
    return _buy(request, CheckoutForm(request.POST, book=book_of(request.user)))


def to_provider(request: MemberRequest, placed: Checkout, way: str = "") -> HttpResponse:
    """Ask for the money; the answer says where the buyer goes on."""
    back = reverse("checkout_return", args=[placed.pk])
    try:
        answer = paying.pay(placed, by=request.user, details={"return_url": back}, way=way)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return redirect(answer.next_url or back)


def _buy(request: MemberRequest, form: CheckoutForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form)
    purchase = form.purchase(request.user)
    try:
        placed = place(carts.opened(request), by=request.user, **purchase)
    except CannotBeBought as refusal:
        if twin := _placed_before(request, purchase["token"]):
            return to_provider(request, twin)
        form.add_error(None, str(refusal))
        return _page(request, form)
    return to_provider(request, placed)


def _placed_before(request: MemberRequest, token: str) -> Checkout | None:
    """Two clicks at once: the other one has emptied the cart."""
    return request.user.checkouts.filter(token=token).first()


def _page(request: MemberRequest, form: CheckoutForm) -> HttpResponse:
    items = cart_page.items_of(carts.of(request))
    if not items:
        return redirect("cart")
    shown = checkout_page.shown(
        items,
        form.country_chosen,
        plus=form.wants_plus,
        buyer=request.user,
        use_balance=form.wants_balance,
        way=form.way_chosen,
    )
    return render(request, "checkout/checkout.html", {"form": form, "checkout": shown})
