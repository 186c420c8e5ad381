"""Where an order's money is, and how it came there."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import money_path
from marketplace.api.fields import MoneyField
from marketplace.api.scopes import Member
from marketplace.models import Order
from marketplace.models.api_token import Scope
from marketplace.money_path import BUYER, SELLER


class PartSerializer(serializers.Serializer):
    """So much, where it is in words, and the kind of account it lies in."""

    account = serializers.CharField()
    words = serializers.CharField()
    amount = MoneyField()


class EntrySerializer(serializers.Serializer):
    """One entry of the journal, as far as it is this order's."""

    key = serializers.CharField()
    kind = serializers.CharField()
    out_of = PartSerializer(many=True)
    into = PartSerializer(many=True)


class StepSerializer(serializers.Serializer):
    """What happened at one instant, and the entries that say so."""

    at = serializers.DateTimeField()
    title = serializers.CharField()
    amount = MoneyField()
    out_of = PartSerializer(many=True)
    into = PartSerializer(many=True)
    entries = EntrySerializer(many=True)


class MoneyPathSerializer(serializers.Serializer):
    """`paid` and what was `added` are together exactly what is somewhere `now`."""

    sentence = serializers.CharField()
    paid = MoneyField()
    added = PartSerializer(many=True)
    now = PartSerializer(many=True)
    steps = StepSerializer(many=True)


class OrderMoney(APIView):
    """The whole path of an order's money, in the words of whoever asks: its buyer or its seller."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(responses=MoneyPathSerializer)
    def get(self, request: Request, number: str) -> Response:
        mine = Order.objects.visible_to(request.user).with_holds()
        order = get_object_or_404(mine, number=number)
        reader = BUYER if order.buyer_id == request.user.pk else SELLER
        return Response(MoneyPathSerializer(money_path.of(order, reader)).data)
