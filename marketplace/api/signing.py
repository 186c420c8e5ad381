"""Who a token speaks for; that it was used is noted once an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from rest_framework import exceptions

from escrow import clock
from marketplace.models.api_token import ApiToken

NOTED_EVERY = timedelta(hours=1)


class TokenSignIn(TokenAuthentication):
    """`Authorization: Token …`"""

    def authenticate_credentials(self, token: bytes) -> Any:
        if not (token.isascii() and token.isalnum()):
            raise exceptions.AuthenticationFailed(_("Invalid token."))
        person, used = super().authenticate_credentials(token)
        self._note(used)
        return person, used

    def _note(self, used: ApiToken) -> None:
        now = clock.real_now()
        if used.last_used_at is None or used.last_used_at < now - NOTED_EVERY:
            ApiToken.objects.filter(pk=used.pk).update(last_used_at=now)
