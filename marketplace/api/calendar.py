"""The secret address of a person's calendar."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import calendar_feeds
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.scopes import Member
from marketplace.models.api_token import Scope


class CalendarSerializer(serializers.Serializer):
    """Empty until there is one."""

    address = serializers.CharField()


class CalendarAddress(APIView):
    """Where my calendar reads my dates (iCalendar); POST makes a new address, and the old one stops."""

    scope = Scope.ACCOUNT
    scope_to_look = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(responses=CalendarSerializer)
    def get(self, request: Request) -> Response:
        return Response(self._shown(request))

    @extend_schema(request=None, responses=CalendarSerializer)
    @idempotent
    def post(self, request: Request) -> Response:
        calendar_feeds.make_address(by=member(request))
        return Response(self._shown(request))

    def _shown(self, request: Request) -> dict[str, str]:
        found = calendar_feeds.address_of(member(request))
        return {"address": found.address if found else ""}
