"""Banks' cases for programs: what a bank wants of an order, and the seller's answer."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from disputes import contesting
from marketplace import bank_words
from marketplace.api.asked import Text
from marketplace.api.fields import MoneyField
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.scopes import Member
from marketplace.models import Order
from marketplace.models.api_token import Scope


class BankCaseSerializer(serializers.Serializer):
    """One case; `amount` is this order's part of it, `waits` whether an answer is still taken."""

    id = serializers.UUIDField(source="case.pk")
    state = serializers.CharField(source="case.state")
    amount = MoneyField()
    sentence = serializers.CharField(source="text")
    waits = serializers.BooleanField()
    opened_at = serializers.DateTimeField(source="case.opened_at")
    respond_by = serializers.DateTimeField(source="case.respond_by", allow_null=True)
    settled_at = serializers.DateTimeField(source="case.settled_at", allow_null=True)


class BankAnswerInput(serializers.Serializer):
    words = Text(max_length=4000)


class BankCases(APIView):
    """What banks want of an order of mine, the newest first."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(responses=BankCaseSerializer(many=True))
    def get(self, request: Request, number: str) -> Response:
        order = get_object_or_404(Order.objects.visible_to(request.user), number=number)
        return _cases(request, order)


class BankAnswer(APIView):
    """The seller's side, once; what was sent and delivered goes with it."""

    scope = Scope.DISPUTES
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=BankAnswerInput, responses={200: BankCaseSerializer(many=True)})
    @idempotent
    def post(self, request: Request, number: str, pk: Any) -> Response:
        order = get_object_or_404(Order.objects.sold_by(request.user), number=number)
        if not bank_words.of(order).filter(pk=pk).exists():
            raise Http404
        asked = BankAnswerInput(data=request.data)
        asked.is_valid(raise_exception=True)
        contesting.contest(pk, by=member(request), words=asked.validated_data["words"])
        return _cases(request, order)


def _cases(request: Request, order: Order) -> Response:
    to_seller = order.buyer_id != member(request).pk
    found = bank_words.notices(order, to_seller=to_seller)
    return Response(BankCaseSerializer(found, many=True).data)
