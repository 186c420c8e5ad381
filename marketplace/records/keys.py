"""The operator's keys: the one that signs now, and those that signed before and still prove."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from marketplace.records.signing import PublicKey, keys_in, public_of, sign


def current() -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(
            base64.b64decode(settings.HOLDFAST_RECORD_KEY, validate=True)
        )
    except ValueError as wrong:
        raise ImproperlyConfigured(
            "HOLDFAST_RECORD_KEY must be 32 random bytes as base64: openssl rand -base64 32"
        ) from wrong


def public() -> list[PublicKey]:
    """The one that signs now first."""
    older = [keys_in(text)[0] for text in settings.HOLDFAST_RECORD_OLD_KEYS]
    return list(dict.fromkeys([public_of(current()), *older]))


def signed(name: str, body: bytes) -> dict[str, str]:
    """A signature as records and statements carry it."""
    private = current()
    made = base64.b64encode(sign(private, name, body)).decode()
    return {"key": public_of(private).id, "algorithm": "Ed25519", "signature": made}


def published() -> dict[str, list[dict[str, str]]]:
    """As it stands at /.well-known/holdfast-record-key.json."""
    return {"keys": [key.shown() for key in public()]}
