"""Signing in for programs: an e-mail, a password and the second step give a token that ends."""

from typing import Any

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from knox.models import get_token_model
from knox.views import LogoutView
from rest_framework import exceptions, serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from marketplace import second_step


class Credentials(serializers.Serializer):
    email = serializers.EmailField()
    password = serializers.CharField(max_length=200)
    code = serializers.CharField(max_length=20, default="", write_only=True)


class Token(serializers.Serializer):
    token = serializers.CharField(read_only=True)
    expires_at = serializers.DateTimeField(read_only=True)


class Tokens(APIView):
    """POST e-mail and password; send the token as `Authorization: Token …`.

    Who has a second step sends a `code` of their app too, or a recovery code.
    """

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]
    throttle_scope = "login"

    def get_authenticate_header(self, request: Request) -> str:
        return "Token"

    @extend_schema(request=Credentials, responses={201: Token})
    def post(self, request: Request) -> Response:
        asked = Credentials(data=request.data)
        asked.is_valid(raise_exception=True)
        code = asked.validated_data.pop("code")
        user = authenticate(request, **asked.validated_data)
        if user is None:
            raise exceptions.AuthenticationFailed(_("E-mail and password do not fit."))
        if second_step.is_on(user) and not second_step.fits(user, code):
            raise exceptions.AuthenticationFailed(
                _("Send a code of your app, or a recovery code, as “code”."), "second_step"
            )
        row, token = get_token_model().objects.create(user=user)
        body = {"token": token, "expires_at": row.expiry}
        return Response(body, status=status.HTTP_201_CREATED)


class Departure(LogoutView):
    """The token ends now."""

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, format: str | None = None) -> Response:
        response: Response = super().post(request, format)
        return response
