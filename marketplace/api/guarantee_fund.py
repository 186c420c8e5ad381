"""The guarantee fund's books, for programs: the same sums as the page."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from escrow import fund_books
from escrow.fund_books import WAYS, Books, Sums
from marketplace.api.fields import MoneyField
from marketplace.api.scopes import OPEN


class SumsShape(serializers.Serializer):
    """`plus`, `operator`, `repaid` and `other` came in; `advanced` and `for_good` went out."""

    plus = MoneyField()
    operator = MoneyField()
    repaid = MoneyField()
    other = MoneyField()
    advanced = MoneyField()
    for_good = MoneyField()


class MonthShape(serializers.Serializer):
    """`opening` and everything in and out are `closing`."""

    month = serializers.DateField()
    opening = MoneyField()
    sums = SumsShape()
    closing = MoneyField()


class BooksShape(serializers.Serializer):
    """One currency: what there is now, what sellers still owe, and every month."""

    currency = serializers.CharField()
    now = MoneyField()
    owed = MoneyField()
    total = SumsShape()
    months = MonthShape(many=True)


class FundShape(serializers.Serializer):
    """`waiting`: how many payments wait because the fund is short."""

    waiting = serializers.IntegerField()
    currencies = BooksShape(many=True)


class GuaranteeFund(APIView):
    """What the fund has, where it came from and where it went; no names, no single payments."""

    scope = OPEN
    permission_classes = [AllowAny]

    @extend_schema(responses=FundShape)
    def get(self, request: Request) -> Response:
        found = [_shape(fund_books.books(code)) for code in fund_books.currencies()]
        shape = FundShape({"waiting": fund_books.waiting(), "currencies": found})
        return Response(shape.data)


def _shape(books: Books) -> dict[str, Any]:
    return {
        "currency": books.currency,
        "now": books.now,
        "owed": books.owed,
        "total": _sums(books.total),
        "months": [
            {
                "month": month.first_day,
                "opening": month.opening,
                "sums": _sums(month.sums),
                "closing": month.closing,
            }
            for month in books.months
        ],
    }


def _sums(sums: Sums) -> dict[str, Any]:
    return {way: sums.of(way) for way in WAYS}
