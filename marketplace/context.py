"""What every page's frame shows."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest

from escrow.models import Notice
from marketplace import carts
from marketplace.models import CartItem, Conversation, User

MOST_COUNTED = 10  # the bell says 9+


def counts(request: HttpRequest) -> dict[str, Any]:
    """What is in the cart, what is new in the inbox (up to ten) and who has written: in one query."""
    if not hasattr(request, "user"):
        return {}
    if request.user.is_authenticated:
        return _counted(request.user)
    return _in_the_cart_of_a_visitor(request)


def _counted(person: User) -> dict[str, int]:
    me = OuterRef("pk")
    in_cart = CartItem.objects.filter(cart__user=me).order_by().values("cart__user")
    unread = Notice.objects.of(me).unread().values("pk")[:MOST_COUNTED]
    as_buyer = Conversation.objects.filter(buyer=me, buyer_unread__gt=0)
    as_seller = Conversation.objects.filter(seller__user=me, seller_unread__gt=0)
    found = User.objects.annotate(
        things=Subquery(in_cart.annotate(sum=Sum("quantity")).values("sum")),
        new=ArraySubquery(unread),
        bought=_number_of(as_buyer, "buyer"),
        sold=_number_of(as_seller, "seller__user"),
    )
    row = found.values("things", "new", "bought", "sold").get(pk=person.pk)
    return {
        "cart_count": row["things"] or 0,
        "unread_count": len(row["new"]),
        "talk_count": (row["bought"] or 0) + (row["sold"] or 0),
    }


def _number_of(rows: QuerySet[Conversation], whose: str) -> Subquery:
    return Subquery(rows.order_by().values(whose).annotate(n=Count("pk")).values("n"))


def _in_the_cart_of_a_visitor(request: HttpRequest) -> dict[str, int]:
    if key := request.session.get(carts.KEY):
        items = CartItem.objects.filter(cart__key=key)
    else:
        return {"cart_count": 0}
    return {"cart_count": items.aggregate(things=Sum("quantity"))["things"] or 0}


def demo_clock(request: HttpRequest) -> dict[str, Any]:
    """The demo's hour and what happens next; None where there is no demo."""
    if not settings.HOLDFAST_DEMO or find_spec("marketplace.demo.clock") is None:
        return {"demo_clock": None}
    return {"demo_clock": import_module("marketplace.demo.clock").shown()}
