"""Signing in for programs: an e-mail, a password and the second step give a token that ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import authenticate
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, generics, serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import access_tokens, second_step
from marketplace.api.asked import Text, Whole
from marketplace.api.idempotency import idempotent
from marketplace.api.member import member
from marketplace.api.pages import Pages
from marketplace.api.scopes import OPEN, Member
from marketplace.models import ApiToken, User
from marketplace.models.api_token import Scope


class Credentials(serializers.Serializer):
    """`scopes`: what the token may do, everything unless named; `days`: how long it lives."""

    email = serializers.EmailField()
    password = Text(max_length=200)
    code = Text(max_length=20, default="", write_only=True, allow_blank=True)
    name = Text(max_length=60, default="", allow_blank=True)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=Scope.choices),
        default=list(Scope.values),
        allow_empty=False,
        max_length=len(Scope.values),
    )
    days = Whole(default=access_tokens.DAYS, min_value=1, max_value=access_tokens.LONGEST_DAYS)


class Token(serializers.Serializer):
    """The only time that the token is shown."""

    token = serializers.CharField(read_only=True)
    scopes = serializers.ListField(child=serializers.CharField(), read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)


class TokenFacts(serializers.ModelSerializer):
    """Of a token that was made: everything but itself. `current`: the one that asks."""

    id = serializers.UUIDField(source="public_id")
    scopes = serializers.ListField(child=serializers.CharField())
    made_at = serializers.DateTimeField(source="created")
    expires_at = serializers.DateTimeField(source="expiry")
    current = serializers.SerializerMethodField()

    class Meta:
        model = ApiToken
        fields = ["id", "name", "scopes", "made_at", "last_used_at", "expires_at", "current"]
        read_only_fields = fields

    def get_current(self, token: ApiToken) -> bool:
        used = self.context["request"].auth
        return isinstance(used, ApiToken) and used.pk == token.pk


class Tokens(APIView):
    """POST e-mail and password; send the token as `Authorization: Token …`.

    Who has a second step sends a `code` of their app too, or a recovery code. An
    `Idempotency-Key` is not read here: a token is kept nowhere, so no answer could repeat it.
    """

    scope = OPEN

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_scope = "login"

    def get_authenticate_header(self, request: Request) -> str:
        return "Token"

    @extend_schema(request=Credentials, responses={201: Token})
    def post(self, request: Request) -> Response:
        asked = Credentials(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        person = _who(request, said.pop("email"), said.pop("password"), said.pop("code"))
        row, token = access_tokens.make(by=person, **said)
        body = {"token": token, "scopes": row.scopes, "expires_at": row.expiry}
        return Response(Token(body).data, status=status.HTTP_201_CREATED)


class LastMadeFirst(Pages):
    ordering = ("-created", "-pk")


class MyTokens(generics.ListAPIView):
    """The tokens that get in as me, the newest first."""

    scope = Scope.ACCOUNT
    scope_to_look = Scope.ACCOUNT
    permission_classes = [Member]
    serializer_class = TokenFacts
    pagination_class = LastMadeFirst
    queryset = ApiToken.objects.none()  # for the document; each request finds its own

    def get_queryset(self) -> Any:
        return access_tokens.mine(member(self.request)).order_by()


class Ending(APIView):
    """One of my tokens opens nothing any more."""

    scope = Scope.ACCOUNT
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={204: None})
    @idempotent
    def post(self, request: Request, pk: UUID) -> Response:
        found = get_object_or_404(ApiToken, user=member(request), public_id=pk)
        access_tokens.end(found.public_id, by=member(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Departure(APIView):
    """The token that asks ends now, whatever it may do."""

    scope = OPEN
    permission_classes = [Member]
    throttle_scope = "write"

    @extend_schema(request=None, responses={204: None})
    @idempotent
    def post(self, request: Request) -> Response:
        if isinstance(request.auth, ApiToken):
            access_tokens.end(request.auth.public_id, by=member(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


def _who(request: Request, email: str, password: str, code: str) -> User:
    user = authenticate(request, email=email, password=password)
    if not isinstance(user, User):
        raise exceptions.AuthenticationFailed(_("E-mail and password do not fit."))
    if second_step.is_on(user) and not second_step.fits(user, code):
        raise exceptions.AuthenticationFailed(
            _("Send a code of your app, or a recovery code, as “code”."), "second_step"
        )
    return user
