"""What somebody means to buy, before and after they sign in."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest

from escrow import clock
from marketplace.models import Cart, CartItem, Variant
from marketplace.models.cart import CartItemQuerySet

KEY = "cart"
MOST_OF_ONE = 99
PUT = """
    INSERT INTO marketplace_cartitem AS had (cart_id, variant_id, quantity) VALUES (%s, %s, %s)
    ON CONFLICT (cart_id, variant_id)
    DO UPDATE SET quantity = least(had.quantity + excluded.quantity, %s) RETURNING had.*
"""


def items(request: HttpRequest) -> CartItemQuerySet:
    """What is in the visitor's cart, if there is one."""
    if request.user.is_authenticated:
        return CartItem.objects.of(request.user)
    key = request.session.get(KEY)
    return CartItem.objects.filter(cart__key=key) if key else CartItem.objects.none()


def opened(request: HttpRequest) -> Cart:
    """The visitor's cart, opened if need be."""
    owner: dict[str, Any] = {"user": request.user}
    if not request.user.is_authenticated:
        owner = {"key": request.session.setdefault(KEY, secrets.token_urlsafe(24))}
    cart, _ = Cart.objects.get_or_create(**owner, defaults={"created_at": clock.now()})
    return cart


def put(cart: Cart, variant: Variant, quantity: int = 1) -> CartItem:
    """Add so many; never more than there are. Two clicks at once are two."""
    most = _within(MOST_OF_ONE, variant)
    [item] = CartItem.objects.raw(PUT, [cart.pk, variant.pk, min(quantity, most), most])
    item.variant = variant
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


def _within(quantity: int, variant: Variant) -> int:
    return max(1, min(quantity, variant.available, MOST_OF_ONE))
