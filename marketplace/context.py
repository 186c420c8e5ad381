"""What every page's frame shows."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.db.models import Count, Subquery, Sum
from django.http import HttpRequest

from marketplace import carts
from marketplace.models import CartItem, Conversation, User


def cart_count(request: HttpRequest) -> dict[str, int]:
    """How many things are in the cart, and how many conversations are unread, in one query."""
    if not hasattr(request, "user"):
        return {}
    if request.user.is_authenticated:
        return _counts(request.user)
    if key := request.session.get(carts.KEY):
        items = CartItem.objects.filter(cart__key=key)
    else:
        return {"cart_count": 0}
    return {"cart_count": items.aggregate(things=Sum("quantity"))["things"] or 0}


def _counts(reader: Any) -> dict[str, int]:
    things = CartItem.objects.filter(cart__user=reader).order_by().values("cart__user")
    as_buyer = Conversation.objects.filter(buyer=reader, buyer_unread__gt=0)
    as_seller = Conversation.objects.filter(seller__user=reader, seller_unread__gt=0)
    counted: Any = (
        User.objects.filter(pk=reader.pk)
        .values(
            things=Subquery(things.annotate(n=Sum("quantity")).values("n")),
            bought=_number_of(as_buyer, "buyer"),
            sold=_number_of(as_seller, "seller__user"),
        )
        .get()
    )
    unread = (counted["bought"] or 0) + (counted["sold"] or 0)
    return {"cart_count": counted["things"] or 0, "unread_count": unread}


def _number_of(rows: Any, whose: str) -> Subquery:
    return Subquery(rows.order_by().values(whose).annotate(n=Count("pk")).values("n"))


def demo_clock(request: HttpRequest) -> dict[str, Any]:
    """The demo's hour and what happens next; None where there is no demo."""
    if not settings.HOLDFAST_DEMO or find_spec("marketplace.demo.clock") is None:
        return {"demo_clock": None}
    return {"demo_clock": import_module("marketplace.demo.clock").shown()}
