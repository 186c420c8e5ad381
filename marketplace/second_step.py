"""The second step of signing in, and passkeys: what is kept of them, and under which name."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
from typing import Any
from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.models import User

NAME = "Holdfast"
WEBAUTHN = Authenticator.Type.WEBAUTHN
TRIES, TRIES_SECONDS = 10, 300
ERRORS: dict[str, Promise] = {
    "incorrect_code": gettext_lazy(
        "This code does not fit. Wait for the next one, or take a recovery code."
    ),
    "unverified_email": gettext_lazy(
        "Confirm your e-mail first: without it you could not come back if you lose your phone."
    ),
}


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {**DefaultMFAAdapter.error_messages, **ERRORS}

    def get_totp_issuer(self) -> str:
        return NAME

    def encrypt(self, text: str) -> str:
        """Whoever steals the database cannot make codes."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """A name that says nothing wrong; people give it their own."""
        kept = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": kept + 1} if kept else _("My passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": site(context.request), "name": NAME}


def is_on(user: Any) -> bool:
    """Whether a password alone does not sign this person in."""
    return bool(Authenticator.objects.filter(user_id=user.pk).exists())


def fits(user: Any, code: str) -> bool:
    """Whether a code of the person's app, or one of their recovery codes, is right; it is used up.

    Ten wrong ones in five minutes are enough, whoever sends them.
    """
    tries = f"second_step:{user.pk}"
    cache.add(tries, 0, timeout=TRIES_SECONDS)
    if not code or cache.incr(tries) > TRIES:
        return False
    by_code = Authenticator.objects.filter(user_id=user.pk).exclude(type=WEBAUTHN)
    if not any(one.wrap().validate_code(code) for one in by_code):
        return False
    cache.delete(tries)
    return True


def site(request: HttpRequest) -> str:
    """The name that passkeys are made for; in production one, whatever the browser says."""
    if settings.PRODUCTION:
        return urlsplit(settings.HOLDFAST_BASE_URL).hostname or ""
    return request.get_host().partition(":")[0]


def named_address(request: HttpRequest) -> str:
    """Browsers keep passkeys for names, not for numbers: this page under a name, if it has none."""
    try:
        ipaddress.ip_address(site(request))
    except ValueError:
        return ""
    return f"http://{request.get_host().replace(site(request), 'localhost', 1)}{request.path}"


def _keys() -> MultiFernet:
    """From the secret key; older ones still open what they closed."""
    every = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in every])


def _key(secret: str) -> bytes:
    drawn = hashlib.sha256(b"holdfast.second_step:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(drawn)
