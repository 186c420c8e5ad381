"""The closed days of the books, and a buyer's months that prove themselves. docs/records.md"""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import book_pages
from marketplace.api.member import member
from marketplace.api.scopes import OPEN, Member
from marketplace.models.api_token import Scope
from marketplace.views.account_statements import as_file


class SignatureSerializer(serializers.Serializer):
    key = serializers.CharField()
    algorithm = serializers.CharField()
    signature = serializers.CharField()


class DaySerializer(serializers.Serializer):
    """`chained` holds the root and the day before; the signature is of all the rest."""

    day = serializers.DateField()
    count = serializers.IntegerField()
    root = serializers.CharField()  # type: ignore[assignment]
    previous = serializers.CharField(allow_blank=True)
    chained = serializers.CharField()
    signature = SignatureSerializer()


class KeySerializer(serializers.Serializer):
    id = serializers.CharField()
    algorithm = serializers.CharField()
    public = serializers.CharField()


class DaysSerializer(serializers.Serializer):
    """Newest first; `older` is the next page's `before`."""

    keys = KeySerializer(many=True)
    days = DaySerializer(many=True)
    older = serializers.DateField(allow_null=True)


class Days(APIView):
    """The closed days of the books with their roots."""

    scope = OPEN
    permission_classes = [AllowAny]

    @extend_schema(parameters=[OpenApiParameter("before", str)], responses=DaysSerializer)
    def get(self, request: Request) -> Response:
        return Response(book_pages.published(request.query_params.get("before")))


class BuyersMonth(APIView):
    """What was held of my money and what I kept here in a month, each posting with its proof."""

    scope = Scope.READ
    permission_classes = [Member]

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, month: str) -> HttpResponse:
        return as_file(member(request), month, request.query_params.get("currency", ""))
