"""A seller's figures and monthly statements for programs, as on the desk."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from escrow.statement import line_number
from marketplace import months_of_money, takings
from marketplace.api.fields import MoneyField
from marketplace.api.files import PAPERS
from marketplace.api.payouts import shop_of
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope
from marketplace.views.desk_statements import as_file, chosen_currency


class TakingsSerializer(serializers.Serializer):
    """`held` and `waiting` are what buyers paid; `owed` is null where nothing ever was."""

    currency = serializers.CharField()
    available = MoneyField()
    waiting = MoneyField()
    held = MoneyField()
    reserve = MoneyField()
    transit = MoneyField()
    owed = MoneyField(allow_null=True)


class MonthSerializer(serializers.Serializer):
    code = serializers.CharField()
    opening = MoneyField()
    change = MoneyField()
    closing = MoneyField()


class BookingSerializer(serializers.Serializer):
    """One booking: what it changed, and what was there afterwards."""

    number = serializers.IntegerField(source="line.number")
    at = serializers.DateTimeField(source="line.at")
    what = serializers.CharField(source="words")
    kind = serializers.CharField(source="line.entry.kind")
    order = serializers.CharField(source="order.number", default=None, allow_null=True)
    payout = serializers.CharField(source="payout.pk", default=None, allow_null=True)
    change = MoneyField(source="line.change")
    balance = MoneyField(source="line.balance")


class MonthlyStatementSerializer(serializers.Serializer):
    """`opening` and all lines are together exactly `closing`; `onward` is the next page's `after`."""

    month = serializers.CharField(source="code")
    opening = MoneyField(source="period.opening")
    closing = MoneyField(source="period.closing")
    lines = BookingSerializer(source="told", many=True)
    onward = serializers.IntegerField(source="page.onward", allow_null=True)


class Takings(APIView):
    """My money in figures, once for each currency."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(responses=TakingsSerializer(many=True))
    def get(self, request: Request) -> Response:
        seller = shop_of(request)
        return Response(TakingsSerializer(takings.of(seller), many=True).data)


class Months(APIView):
    """Every month, newest first; `currency` chooses whose."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(responses=MonthSerializer(many=True))
    def get(self, request: Request) -> Response:
        seller = shop_of(request)
        currency, _ = chosen_currency(seller, request.query_params.get("currency", ""))
        found = months_of_money.months(seller, currency)
        return Response(MonthSerializer(found, many=True).data)


class Month(APIView):
    """One month, line by line."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(responses=MonthlyStatementSerializer)
    def get(self, request: Request, month: str) -> Response:
        seller, asked = shop_of(request), request.query_params
        currency, _ = chosen_currency(seller, asked.get("currency", ""))
        after = line_number(asked.get("after"))
        found = months_of_money.of(seller, month, currency, after=after)
        if found is None:
            raise Http404
        return Response(MonthlyStatementSerializer(found).data)


class MonthFile(APIView):
    """One month as `csv`, `pdf`, or `json` that proves itself (docs/records.md)."""

    scope = Scope.READ
    permission_classes = [Member]
    renderer_classes = PAPERS

    @extend_schema(
        responses={
            (200, "application/pdf", "text/csv"): OpenApiTypes.BINARY,
            (200, "application/json"): OpenApiTypes.OBJECT,
        }
    )
    def get(self, request: Request, month: str, kind: str) -> HttpResponse:
        return as_file(shop_of(request), month, kind, request.query_params.get("currency", ""))
