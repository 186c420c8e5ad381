"""How a shop sends, for programs: its ways, and what each costs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import lanes
from marketplace.api.asked import Pattern, Text, Whole
from marketplace.api.fields import AmountField, MoneyField
from marketplace.api.filled_in import cleaned
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.pages import LastAddedFirst
from marketplace.api.payouts import shop_of
from marketplace.api.scopes import Member
from marketplace.forms.lane import LaneForm
from marketplace.models import ShippingLane
from marketplace.models.api_token import Scope


class LaneSerializer(serializers.ModelSerializer):
    """An empty `country`: every one that has no lane of its own."""

    price = MoneyField()

    class Meta:
        model = ShippingLane
        fields = ["id", "country", "name", "price", "days_min", "days_max"]
        read_only_fields = fields


class LaneInput(serializers.Serializer):
    """`price` is decimal text: what sending one order costs."""

    country = Pattern(r"^([A-Z]{2})?$", default="", allow_blank=True)
    name = Text(max_length=40, default="", allow_blank=True)
    price = AmountField()
    currency = Pattern(r"^[A-Z]{3}$")
    days_min = Whole(min_value=0, max_value=60)
    days_max = Whole(min_value=1, max_value=90)


class Lanes(generics.ListAPIView):
    """My shop's ways of sending, the last added first; POST offers one more."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"
    serializer_class = LaneSerializer
    pagination_class = LastAddedFirst
    queryset = ShippingLane.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return shop_of(self.request).lanes.all()

    @extend_schema(request=LaneInput, responses={201: LaneSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        shop_of(request)
        asked = LaneInput(data=request.data)
        asked.is_valid(raise_exception=True)
        made = lanes.add_lane(by=member(request), **cleaned(LaneForm(asked.validated_data)))
        return Response(LaneSerializer(made).data, status=status.HTTP_201_CREATED)


class LaneRemoval(APIView):
    """It is offered no more; what was ordered comes as promised."""

    scope = Scope.SELL
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={204: None})
    @idempotent
    def post(self, request: Request, pk: int) -> Response:
        get_object_or_404(shop_of(request).lanes, pk=pk)
        lanes.remove_lane(pk, by=member(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
