"""Buying, and looking at what was bought and sold."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from escrow import clock
from marketplace import checkout, paying
from marketplace.api.idempotency import idempotent, token_of
from marketplace.api.member import member
from marketplace.api.order_shapes import OrderSerializer, PlacedSerializer, PlaceSerializer
from marketplace.api.pages import Pages
from marketplace.api.scopes import Member
from marketplace.checkout import Address
from marketplace.forms.sold_orders import SoldOrdersForm
from marketplace.models import Cart, CartItem, Checkout, Order
from marketplace.models.api_token import Scope
from marketplace.sold_orders import Wanted, narrowed


class Newest(Pages):
    ordering = ("-placed_at", "-id")


class OrderList(generics.ListAPIView):
    """What I bought and sold, newest first; POST buys."""

    scope = Scope.BUY
    permission_classes = [Member]
    serializer_class = OrderSerializer
    pagination_class = Newest
    throttle_scope = "write"

    def get_queryset(self) -> Any:
        """All of mine; a question (`find`, `shelf`, `since`, `until`) is about what I sold."""
        loaded = Order.objects.with_money().with_first_parcels()
        asked = SoldOrdersForm(self.request.query_params).wanted()
        if asked == Wanted():
            return loaded.visible_to(self.request.user)
        return narrowed(loaded.sold_by(self.request.user), asked)

    @extend_schema(request=PlaceSerializer, responses={201: PlacedSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        asked = PlaceSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        details = {"return_url": asked.validated_data["return_url"]}
        placed = _place(request, asked.validated_data, details)
        answer = paying.pay(placed, by=member(request), details=details)
        context = {"request": request, "next_url": answer.next_url}
        body = PlacedSerializer(placed, context=context).data
        return Response(body, status=status.HTTP_201_CREATED)


class OrderDetail(generics.RetrieveAPIView):
    """One order of mine, bought or sold."""

    scope = Scope.READ
    permission_classes = [Member]
    serializer_class = OrderSerializer
    lookup_field = "number"

    def get_queryset(self) -> Any:
        return Order.objects.visible_to(self.request.user).with_money().with_first_parcels()


def _place(request: Request, asked: dict[str, Any], details: dict[str, str]) -> Checkout:
    """A cart of these things alone, placed as any other; the key places it once."""
    with transaction.atomic():
        cart = Cart.objects.create(key=secrets.token_urlsafe(24), created_at=clock.now())
        CartItem.objects.bulk_create(CartItem(cart=cart, **item) for item in asked["items"])
    try:
        return checkout.place(
            cart.items.all(),
            by=member(request),
            details=details,
            address=Address(**asked["address"]),
            plus=asked["plus"],
            use_balance=asked["use_balance"],
            way=asked["way"],
            lanes=asked["lanes"],
            token=token_of(request),
        )
    finally:
        cart.delete()
