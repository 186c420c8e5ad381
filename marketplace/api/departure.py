"""Leaving Holdfast, for programs."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace.abroad import absolute
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.scopes import Member
from marketplace.departure import open_things, stories
from marketplace.models.api_token import Scope


class OpenThingSerializer(serializers.Serializer):
    words = serializers.CharField()
    url = serializers.SerializerMethodField()
    ends_at = serializers.DateTimeField(allow_null=True)

    def get_url(self, thing: open_things.OpenThing) -> str:
        return absolute(thing.url)


class DepartureSerializer(serializers.Serializer):
    """`leaving_at` is null for who stays; `open` is what keeps them."""

    leaving_at = serializers.DateTimeField(allow_null=True)
    open = OpenThingSerializer(many=True)


class Departures(APIView):
    """Whether I am leaving, and what keeps me; POST asks for it."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(responses=DepartureSerializer)
    def get(self, request: Request) -> Response:
        return _said(request)

    @extend_schema(request=None, responses={202: DepartureSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        stories.ask(by=member(request))
        return _said(request, status.HTTP_202_ACCEPTED)


class Undoing(APIView):
    """I stay."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={200: DepartureSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        stories.undo(by=member(request))
        return _said(request)


def _said(request: Request, code: int = status.HTTP_200_OK) -> Response:
    person = member(request)
    person.refresh_from_db()
    things = [] if person.leaving_at else open_things.of(person)
    body = {"leaving_at": person.leaving_at, "open": things}
    return Response(DepartureSerializer(body).data, status=code)
