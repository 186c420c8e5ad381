"""A buyer's balance for programs."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from escrow import balances, withdrawals
from escrow.money import Money
from marketplace import balance_page
from marketplace.api.asked import Text
from marketplace.api.fields import MoneyField
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.problems import does_not_fit
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope


class WithdrawnPartSerializer(serializers.Serializer):
    """So much of it, the order it came from, and where it can go back to."""

    amount = MoneyField()
    order = serializers.CharField(source="order.number", default=None, allow_null=True)
    goes_to = serializers.CharField()


class BalanceSerializer(serializers.Serializer):
    """`free` can be spent or sent back now; the rest is `waiting` until a bank has decided."""

    balance = MoneyField()
    free = MoneyField()
    parts = WithdrawnPartSerializer(many=True)
    waiting = WithdrawnPartSerializer(many=True)


class WithdrawalInput(serializers.Serializer):
    """`amount` is decimal text."""

    amount = Text(max_length=20)
    currency = Text(max_length=3)


class Balance(APIView):
    """My balance, by currency and by where it came from; POST sends so much back there."""

    scope = Scope.MONEY
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(responses=BalanceSerializer(many=True))
    def get(self, request: Request) -> Response:
        return _balance(request)

    @extend_schema(request=WithdrawalInput, responses={200: BalanceSerializer(many=True)})
    @idempotent
    def post(self, request: Request) -> Response:
        asked = WithdrawalInput(data=request.data)
        asked.is_valid(raise_exception=True)
        wanted = asked.validated_data
        if wanted["currency"] not in balance_page.currencies_of(member(request)):
            raise does_not_fit("currency", _("You have no balance in it."))
        amount = Money.parse(wanted["amount"], wanted["currency"])
        if amount.minor <= 0:
            raise does_not_fit("amount", _("More than nothing."))
        withdrawals.withdraw(amount, by=member(request))
        return _balance(request)


def _balance(request: Request) -> Response:
    user = member(request)
    rows = [
        {
            "balance": balances.of(user, code),
            "free": balances.free(user, code),
            "parts": balance_page.parts(user, code),
            "waiting": balance_page.waiting(user, code),
        }
        for code in balance_page.currencies_of(user)
    ]
    return Response(BalanceSerializer(rows, many=True).data, status=status.HTTP_200_OK)
