"""Refunds for programs: where each is, and a choice for one that came back."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from escrow import stranded
from escrow.models import Refund
from marketplace import refund_words
from marketplace.api.fields import MoneyField
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.pages import NewestFirst
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope


class RefundSerializer(serializers.ModelSerializer):
    """`stranded` refunds wait for their buyer's choice."""

    amount = MoneyField()
    order = serializers.CharField(
        source="hold.line.order.number", default=None, allow_null=True, read_only=True
    )
    sentence = serializers.SerializerMethodField()
    stranded = serializers.BooleanField(source="is_stranded", read_only=True)

    class Meta:
        model = Refund
        fields = [
            "id",
            "order",
            "state",
            "destination",
            "amount",
            "sentence",
            "stranded",
            "created_at",
            "succeeded_at",
        ]
        read_only_fields = fields

    def get_sentence(self, refund: Refund) -> str:
        return refund_words.sentence(refund)


class DestinationInput(serializers.Serializer):
    destination = serializers.ChoiceField(choices=Refund.Destination.choices)


class RefundList(generics.ListAPIView):
    """What came back to me, newest first."""

    scope = Scope.READ
    permission_classes = [Member]
    serializer_class = RefundSerializer
    pagination_class = NewestFirst
    queryset = Refund.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return _mine(self.request)


class RefundDetail(generics.RetrieveAPIView):
    """One refund of mine."""

    scope = Scope.READ
    permission_classes = [Member]
    serializer_class = RefundSerializer
    queryset = Refund.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return _mine(self.request)


class RefundDestination(APIView):
    """Where a refund that came back shall go: once more there, or into my balance."""

    scope = Scope.MONEY
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=DestinationInput, responses={200: RefundSerializer})
    @idempotent
    def post(self, request: Request, pk: Any) -> Response:
        found = get_object_or_404(_mine(request), pk=pk)
        asked = DestinationInput(data=request.data)
        asked.is_valid(raise_exception=True)
        to_balance = asked.validated_data["destination"] == Refund.Destination.BALANCE
        choose = stranded.keep_in_balance if to_balance else stranded.send_again
        choose(found.pk, by=member(request))
        return Response(RefundSerializer(_mine(request).get(pk=pk)).data)


def _mine(request: Request) -> Any:
    mine = Refund.objects.filter(payment__buyer=member(request))
    return mine.select_related("payment", "hold__line__order")
