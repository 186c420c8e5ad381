"""One page to see what is paid to whom, and one button to pay it."""

from __future__ import annotations

from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from escrow.story import Refusal
from marketplace import cart_page, carts, checkout_page, countries, guest_limits, guests, paying
from marketplace.checkout import place
from marketplace.forms.address import CheckoutForm, book_of, first_seen, seen_again
from marketplace.forms.guest import GuestCheckoutForm
from marketplace.middleware import told_zone
from marketplace.models import Checkout, User
from marketplace.quotes import CannotBeBought
from marketplace.views import buyer as buyers


@require_http_methods(["GET", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """With an account or without."""
    if request.method == "GET":
        return _page(request, _first(request))
    countries.remember(request, request.POST.get("country", ""))
    if "update" in request.POST:
        return _page(request, _again(request))
    return _buy(request, _said(request))


def to_provider(request: HttpRequest, placed: Checkout, way: str = "") -> HttpResponse:
    """Ask for the money; the answer says where the buyer goes on."""
    back = placed.get_absolute_url()
    try:
        answer = paying.pay(placed, by=placed.buyer, details={"return_url": back}, way=way)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return redirect(answer.next_url or back)


def _buy(request: HttpRequest, form: CheckoutForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form)
    try:
        buyer = _buyer(request, form)
    except guest_limits.TooOften as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form)
    purchase = form.purchase(buyer)
    try:
        placed = place(carts.items(request), by=buyer, details={}, **purchase)
    except CannotBeBought as refusal:
        if twin := buyer.checkouts.filter(token=purchase["token"]).first():
            return to_provider(request, twin)  # two clicks: the other one has emptied the cart
        form.add_error(None, str(refusal))
        return _page(request, form)
    return to_provider(request, placed)


def _buyer(request: HttpRequest, form: CheckoutForm) -> User:
    """Who is signed in, else this browser's guest. Raises TooOften."""
    if request.user.is_authenticated:
        return request.user
    email, known = form.cleaned_data["email"], buyers.buyer_of(request)
    if known and known.guest_email == User.objects.normalize_email(email):
        return known
    guest_limits.count(get_adapter().get_client_ip(request), email)
    guest = guests.enter(
        email,
        name=form.cleaned_data["name"],
        language=get_language() or "en",
        time_zone=told_zone(request) or "UTC",
        country=form.country_chosen,
    )
    buyers.remember(request, guest)
    return guest


def _first(request: HttpRequest) -> CheckoutForm:
    country = countries.of(request)
    if request.user.is_authenticated:
        return first_seen(request.user, country)
    return GuestCheckoutForm(initial={"country": country, "token": uuid4()})


def _again(request: HttpRequest) -> CheckoutForm:
    if request.user.is_authenticated:
        return seen_again(request.POST, request.user)
    return GuestCheckoutForm(initial=request.POST.dict())


def _said(request: HttpRequest) -> CheckoutForm:
    if request.user.is_authenticated:
        return CheckoutForm(request.POST, book=book_of(request.user))
    return GuestCheckoutForm(request.POST)


def _page(request: HttpRequest, form: CheckoutForm) -> HttpResponse:
    items = cart_page.things_of(carts.items(request))
    if not items:
        return redirect("cart")
    shown = checkout_page.shown(
        items,
        form.country_chosen,
        plus=form.wants_plus,
        buyer=request.user if request.user.is_authenticated else None,
        use_balance=form.wants_balance,
        way=form.way_chosen,
        lanes=form.lanes_chosen,
    )
    return render(request, "checkout/checkout.html", {"form": form, "checkout": shown})
