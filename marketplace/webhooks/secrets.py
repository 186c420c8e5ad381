"""The secrets with which we sign: made here, shown once, and kept closed with the secret key."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from standardwebhooks.webhooks import Webhook

from escrow import clock
from marketplace.models import WebhookEndpoint

LENGTH = 32


class Unreadable(Exception):
    """It was closed with a secret key that is not ours any more."""


def make() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(LENGTH)).decode()


def close(secret: str) -> str:
    return _keys().encrypt(secret.encode()).decode()


def signatures(endpoint: WebhookEndpoint, message_id: str, at: datetime, body: str) -> str:
    """With the secret, and with the one before it while that still counts."""
    closed = [endpoint.secret]
    if endpoint.old_secret_until and endpoint.old_secret_until > clock.real_now():
        closed.append(endpoint.old_secret)
    return " ".join(Webhook(_open(one)).sign(message_id, at, body) for one in closed)


def _open(closed: str) -> str:
    try:
        return _keys().decrypt(closed.encode()).decode()
    except InvalidToken as lost:
        raise Unreadable from lost


def _keys() -> MultiFernet:
    """From the secret key; older ones still open what they closed."""
    every = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret)) for secret in every])


def _key(secret: str) -> bytes:
    drawn = hashlib.sha256(b"holdfast.webhooks:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(drawn)
