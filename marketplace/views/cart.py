"""The cart, for visitors and members alike."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace import cart_page, carts, countries, first_time
from marketplace.models import CartItem, Listing


def cart(request: HttpRequest) -> HttpResponse:
    shown = cart_page.shown(carts.of(request), countries.of(request))
    hints = first_time.hints(request.user, [group.seller for group in shown.groups])
    return render(request, "cart/cart.html", {"cart": shown, "hints": hints})


@require_POST
def cart_items(request: HttpRequest) -> HttpResponse:
    """Put something in."""
    listing = get_object_or_404(
        Listing.objects.for_sale().select_related("stock", "seller"), pk=_number(request, "listing")
    )
    if why := cart_page.why_not(listing, request.user):
        messages.error(request, why)
        return redirect(listing)
    wanted = max(_number(request, "quantity", 1), 1)
    item = carts.put(carts.opened(request), listing, wanted)
    _say(request, item, wanted)
    return redirect("checkout" if "checkout" in request.POST else "cart")


@require_POST
def cart_item(request: HttpRequest, pk: int) -> HttpResponse:
    """So many from now on; none takes it out."""
    mine = CartItem.objects.filter(cart=carts.of(request)).select_related("listing__stock")
    item = get_object_or_404(mine, pk=pk)
    wanted = _number(request, "quantity", item.quantity)
    carts.change(item.cart, item.listing, wanted)
    if wanted > item.listing.stock.available:
        messages.warning(request, cart_page.too_few(item.listing))
    return redirect(reverse("cart") + (f"#item-{pk}" if wanted else ""))


def _say(request: HttpRequest, item: CartItem, wanted: int) -> None:
    if item.quantity < wanted:
        messages.warning(request, cart_page.too_few(item.listing))
    else:
        messages.success(request, _("“%(title)s” is in your cart.") % {"title": item.listing.title})


def _number(request: HttpRequest, name: str, otherwise: int = 0) -> int:
    """What was typed, if it is a number one can count with."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else otherwise
