"""The cart, for visitors and members alike."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace import cart_page, carts, choosing, countries, first_time
from marketplace.models import CartItem, Listing
from marketplace.typed import number


def cart(request: HttpRequest) -> HttpResponse:
    shown = cart_page.shown(carts.items(request), countries.of(request))
    hints = first_time.hints(request.user, [group.seller for group in shown.groups])
    return render(request, "cart/cart.html", {"cart": shown, "hints": hints})


@require_POST
def cart_items(request: HttpRequest) -> HttpResponse:
    """Put something in."""
    whole = Listing.objects.for_sale().select_related("seller").with_variants()
    listing = get_object_or_404(whole, pk=number(request.POST, "listing"))
    if why := cart_page.why_not(listing, request.user):
        messages.error(request, why)
        return redirect(listing)
    wanted = max(number(request.POST, "quantity", 1), 1)
    try:
        variant = choosing.chosen(listing, number(request.POST, "variant"))
    except choosing.NotChosen as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{listing.get_absolute_url()}{_typed(request)}#choose")
    item = carts.put(carts.opened(request), variant, wanted)
    _say(request, item, wanted)
    return redirect("checkout" if "checkout" in request.POST else "cart")


@require_POST
def cart_item(request: HttpRequest, pk: int) -> HttpResponse:
    """So many from now on; none takes it out."""
    mine = carts.items(request).select_related("variant__listing")
    item = get_object_or_404(mine, pk=pk)
    wanted = number(request.POST, "quantity", item.quantity)
    carts.change(item, wanted)
    if wanted > item.variant.available:
        messages.warning(request, cart_page.too_few(item.variant))
    return redirect(reverse("cart") + (f"#item-{pk}" if wanted else ""))


def _say(request: HttpRequest, item: CartItem, wanted: int) -> None:
    if item.quantity < wanted:
        messages.warning(request, cart_page.too_few(item.variant))
    else:
        messages.success(request, _("“%(title)s” is in your cart.") % {"title": item.variant.title})


def _typed(request: HttpRequest) -> str:
    """What was chosen already, so that nobody has to choose it again."""
    found = {name: number(request.POST, name) for name in ("variant", "quantity")}
    known = {name: figure for name, figure in found.items() if figure}
    return f"?{urlencode(known)}" if known else ""
