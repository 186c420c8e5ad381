"""From the cart to the payment, for programs: what it costs, buying it, following it, leaving it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from escrow.money import Money
from marketplace import cart_page, checkout, checkout_outcome, checkout_page, paying, unpaid
from marketplace.api.asked import Pattern, Text, Whole, YesOrNo
from marketplace.api.cart_shapes import QuoteSerializer
from marketplace.api.fields import MoneyField
from marketplace.api.idempotency import idempotent, token_of
from marketplace.api.member import member
from marketplace.api.order_shapes import AddressSerializer, PlacedSerializer
from marketplace.api.scopes import Member
from marketplace.checkout import Address
from marketplace.checkout_outcome import Outcome, Standing
from marketplace.models import CartItem, Checkout
from marketplace.models.api_token import Scope


class QuoteQuery(serializers.Serializer):
    """Where to, with what, and how it would be paid."""

    country = Pattern(r"^[A-Z]{2}$")
    plus = YesOrNo(default=False)
    use_balance = YesOrNo(default=False)
    way = Text(max_length=60, default="", allow_blank=True)
    lanes = serializers.ListField(child=Whole(), default=list, max_length=50)


class SeenTotal(serializers.Serializer):
    minor = Whole(min_value=0, max_value=2**53)
    currency = serializers.ChoiceField(choices=settings.HOLDFAST_ENABLED_CURRENCIES)


class BuyCartInput(serializers.Serializer):
    """`seen_total`: what the quote said; if it costs anything else now, nothing is bought (409)."""

    address = AddressSerializer()
    seen_total = SeenTotal()
    plus = YesOrNo(default=False)
    use_balance = YesOrNo(default=False)
    way = Text(max_length=60, default="", allow_blank=True)
    lanes = serializers.ListField(child=Whole(), default=list, max_length=50)
    keep_address = YesOrNo(default=False)
    return_url = Text(max_length=300, default="/orders/")


class CheckoutStandingSerializer(serializers.Serializer):
    """How a purchase stands. `next_url`: where an unfinished payment goes on; `reason`: the bank's."""

    id = serializers.UUIDField(source="checkout.pk")
    standing = serializers.ChoiceField(choices=[each.value for each in Standing])
    total = MoneyField(source="checkout.total")
    pay_by = serializers.DateTimeField(source="checkout.pay_by")
    orders = serializers.SerializerMethodField()
    reason = serializers.CharField()
    next_url = serializers.CharField()
    way = serializers.CharField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_orders(self, shown: dict[str, Any]) -> list[str]:
        return [order.number for order in shown["orders"]]


class Quote(APIView):
    """What my cart costs, sent there: the same arithmetic that is charged."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(parameters=[QuoteQuery], responses=QuoteSerializer)
    def get(self, request: Request) -> Response:
        asked = QuoteQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        items = cart_page.things_of(CartItem.objects.of(member(request)))
        shown = checkout_page.shown(items, buyer=member(request), **asked.validated_data)
        return Response(QuoteSerializer(shown).data)


class BuyCart(APIView):
    """Buy what is in my cart; the answer's `next_url` is where it is paid."""

    scope = Scope.BUY
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=BuyCartInput, responses={201: PlacedSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        asked = BuyCartInput(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        details = {"return_url": said.pop("return_url")}
        placed = _place(request, said, details)
        answer = paying.pay(placed, by=member(request), details=details)
        context = {"request": request, "next_url": answer.next_url}
        body = PlacedSerializer(placed, context=context).data
        return Response(body, status=status.HTTP_201_CREATED)


class OneCheckout(APIView):
    """How a purchase of mine stands; the provider is asked where that is not clear."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(responses=CheckoutStandingSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        placed = mine_or_404(request, pk)
        paying.refresh(placed)
        return _outcome(placed)


class LeaveCheckout(APIView):
    """I do not want to pay after all; nothing is taken."""

    scope = Scope.BUY
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={200: CheckoutStandingSerializer})
    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        placed = mine_or_404(request, pk)
        unpaid.leave(placed.pk, by=member(request))
        return _outcome(placed)


def mine_or_404(request: Request, pk: UUID) -> Checkout:
    return get_object_or_404(Checkout, pk=pk, buyer=member(request))


def _place(request: Request, said: dict[str, Any], details: dict[str, str]) -> Checkout:
    """The key places it once, also when the answer was lost on its way."""
    person, seen = member(request), said.pop("seen_total")
    return checkout.place(
        CartItem.objects.of(person),
        by=person,
        details=details,
        address=Address(**said.pop("address")),
        seen_total=Money(seen["minor"], seen["currency"]),
        token=token_of(request),
        **said,
    )


def _outcome(placed: Checkout) -> Response:
    placed.refresh_from_db()
    found: Outcome = checkout_outcome.of(placed)
    shown = {"checkout": placed, **{name: getattr(found, name) for name in SHOWN}}
    return Response(CheckoutStandingSerializer(shown).data)


SHOWN = ("standing", "orders", "reason", "next_url", "way")
