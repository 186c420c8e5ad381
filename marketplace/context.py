"""What every page's frame shows."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from escrow.models import Notice
from marketplace import carts
from marketplace.models import CartItem

MOST_COUNTED = 10  # the bell says 9+


def cart_count(request: HttpRequest) -> dict[str, int]:
    """How many things are in the visitor's cart, in one query."""
    if not hasattr(request, "user"):
        return {}
    if request.user.is_authenticated:
        items = CartItem.objects.filter(cart__user=request.user)
    elif key := request.session.get(carts.KEY):
        items = CartItem.objects.filter(cart__key=key)
    else:
        return {"cart_count": 0}
    return {"cart_count": items.aggregate(things=Sum("quantity"))["things"] or 0}


def unread_count(request: HttpRequest) -> dict[str, Any]:
    """How many messages are new, for the bell: counted up to ten, and only where it is shown."""
    if not hasattr(request, "user"):
        return {}
    return {"unread_count": SimpleLazyObject(lambda: _unread(request.user))}


def _unread(user: Any) -> int:
    if not user.is_authenticated:
        return 0
    return Notice.objects.of(user).unread()[:MOST_COUNTED].count()


def demo_clock(request: HttpRequest) -> dict[str, Any]:
    """The demo's hour and what happens next; None where there is no demo."""
    if not settings.HOLDFAST_DEMO or find_spec("marketplace.demo.clock") is None:
        return {"demo_clock": None}
    return {"demo_clock": import_module("marketplace.demo.clock").shown()}
