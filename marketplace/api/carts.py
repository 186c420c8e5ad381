"""A member's cart for programs: the one that the page shows."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import cart_page, carts, choosing
from marketplace.api.asked import Pattern
from marketplace.api.cart_shapes import CartItemInput, CartSerializer, QuantityInput
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.problems import Conflict
from marketplace.api.scopes import Member
from marketplace.models import CartItem, Listing
from marketplace.models.api_token import Scope


class CountryQuery(serializers.Serializer):
    """Where it is sent to (ISO 3166); the person's own country unless named."""

    country = Pattern(r"^[A-Z]{2}$", required=False, default="")


COUNTRY = OpenApiParameter("country", {"type": "string", "pattern": "^([A-Z]{2})?$"})


class Cart(APIView):
    """What I mean to buy, with what each thing lacks and what all of it would cost."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(parameters=[COUNTRY], responses=CartSerializer)
    def get(self, request: Request) -> Response:
        return _shown(request)


class CartItems(APIView):
    """Put something in; what is there already becomes more."""

    scope = Scope.BUY
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=CartItemInput, responses={201: CartSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        asked = CartItemInput(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        whole = Listing.objects.for_sale().select_related("seller").with_variants()
        listing = get_object_or_404(whole, pk=said["listing"])
        if why := cart_page.why_not(listing, member(request)):
            raise Conflict(why, code="not_for_you")
        variant = choosing.chosen(listing, said.get("variant", 0))
        carts.put(carts.opened(_page(request)), variant, said["quantity"])
        return _shown(request, status.HTTP_201_CREATED)


class OneCartItem(APIView):
    """So many of it from now on; none takes it out."""

    scope = Scope.BUY
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(
        operation_id="cart_items_change", request=QuantityInput, responses={200: CartSerializer}
    )
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        mine = CartItem.objects.of(member(request))
        item = get_object_or_404(mine.select_related("variant__listing"), pk=pk)
        asked = QuantityInput(data=request.data)
        asked.is_valid(raise_exception=True)
        carts.change(item, asked.validated_data["quantity"])
        return _shown(request)


def country_of(request: Request) -> str:
    """The one that is named, else the person's own."""
    asked = CountryQuery(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return str(asked.validated_data["country"] or member(request).country)


def _page(request: Request) -> HttpRequest:
    """Carts are kept by requests of the pages; the person is the one of the token."""
    page = request._request
    page.user = member(request)
    return page


def _shown(request: Request, code: int = status.HTTP_200_OK) -> Response:
    shown = cart_page.shown(carts.items(_page(request)), country_of(request))
    return Response(CartSerializer(shown).data, status=code)
