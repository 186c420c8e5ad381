"""Paying for programs: which ways there are, and another try in another way."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import paying, ways_to_pay
from marketplace.api.asked import Pattern, Text
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.order_shapes import PlacedSerializer
from marketplace.api.scopes import OPEN, Member
from marketplace.models import Checkout
from marketplace.models.api_token import Scope


class WaySerializer(serializers.Serializer):
    """`takes_days`: the money comes after the buyer has left the page."""

    code = serializers.CharField()
    title = serializers.CharField()
    takes_days = serializers.BooleanField()


class WaysQuery(serializers.Serializer):
    """The purchase's currency, and the country (ISO 3166) it is sent to."""

    currency = serializers.ChoiceField(choices=settings.HOLDFAST_ENABLED_CURRENCIES)
    country = Pattern(r"^[A-Z]{2}$")


class PayInput(serializers.Serializer):
    """`way`: as chosen before unless named; `return_url`: where the buyer comes back to."""

    way = Text(max_length=60, default="", allow_blank=True)
    return_url = Text(max_length=300, default="/orders/")


class WaysToPay(APIView):
    """The ways to pay in a currency, for who has it sent to a country; the usual one first."""

    scope = OPEN
    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[WaysQuery],
        responses=WaySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = WaysQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = ways_to_pay.ways(**asked.validated_data)
        return Response(WaySerializer(found, many=True).data)


class Payments(APIView):
    """Try to pay a purchase again, in another way perhaps; what was begun before is ended."""

    scope = Scope.BUY
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=PayInput, responses={200: PlacedSerializer})
    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        asked = PayInput(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        placed = get_object_or_404(Checkout, pk=pk, buyer=member(request))
        details = {"return_url": said["return_url"]}
        answer = paying.pay(placed, by=member(request), details=details, way=said["way"])
        context = {"request": request, "next_url": answer.next_url}
        return Response(PlacedSerializer(placed, context=context).data)
