"""What somebody means to buy, before and after they sign in."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest

from escrow import clock
from marketplace.models import Cart, CartItem, Variant

KEY = "cart"
MOST_OF_ONE = 99


def of(request: HttpRequest) -> Cart | None:
    """The visitor's cart, if there is one."""
    if request.user.is_authenticated:
        return Cart.objects.filter(user=request.user).first()
    key = request.session.get(KEY)
    return Cart.objects.filter(key=key).first() if key else None


def opened(request: HttpRequest) -> Cart:
    """The visitor's cart, opened if need be."""
    cart = of(request)
    if cart is None:
        owner: dict[str, Any] = {"user": request.user}
        if not request.user.is_authenticated:
            request.session[KEY] = secrets.token_urlsafe(24)
            owner = {"key": request.session[KEY]}
        cart, _ = Cart.objects.get_or_create(**owner, defaults={"created_at": clock.now()})
    return cart


def put(cart: Cart, variant: Variant, quantity: int = 1) -> CartItem:
    """Add so many; never more than there are."""
    had = cart.items.filter(variant=variant).values_list("quantity", flat=True).first() or 0
    item = CartItem(cart=cart, variant=variant, quantity=_within(had + quantity, variant))
    CartItem.objects.bulk_create(
        [item],
        update_conflicts=True,
        unique_fields=["cart", "variant"],
        update_fields=["quantity"],
    )
    return item


def change(item: CartItem, quantity: int) -> None:
    """So many from now on; none takes it out."""
    if quantity <= 0:
        item.delete()
    else:
        item.quantity = _within(quantity, item.variant)
        item.save(update_fields=["quantity"])


def take_over(request: HttpRequest, user: Any) -> None:
    """Somebody signed in: what they put in before comes along."""
    key = request.session.pop(KEY, None)
    visitor = Cart.objects.filter(key=key).first() if key else None
    if visitor is None:
        return
    mine, _ = Cart.objects.get_or_create(user=user, defaults={"created_at": clock.now()})
    for item in visitor.items.select_related("variant"):
        put(mine, item.variant, item.quantity)
    visitor.delete()


def count(cart: Cart | None) -> int:
    return sum(cart.items.values_list("quantity", flat=True)) if cart else 0


def _within(quantity: int, variant: Variant) -> int:
    return max(1, min(quantity, variant.available, MOST_OF_ONE))
