"""The token that every call carries: asked for with our secret, kept until shortly before it ends."""

from __future__ import annotations

import hashlib

import requests
from django.conf import settings
from django.core.cache import caches

from escrow.gateways.paypal import places, refusals

TIMEOUTS = (5, 20)
ENDS_EARLIER = 120


def token() -> str:
    """One that is still good. It stands in no log and in no error."""
    kept = caches["forgiving"].get(_key())
    return str(kept) if kept else fetch()


def fetch() -> str:
    """A new one, for which PayPal wants our secret. Raises NoAnswer, Refused."""
    response = requests.post(
        f"{places.api()}/v1/oauth2/token",
        auth=(settings.PAYPAL_CLIENT_ID, settings.PAYPAL_CLIENT_SECRET),
        data={"grant_type": "client_credentials"},
        headers={"Accept": "application/json"},
        timeout=TIMEOUTS,
        allow_redirects=False,
    )
    said = refusals.read(response)
    fresh, seconds = said.get("access_token"), said.get("expires_in")
    if not isinstance(fresh, str) or not fresh or not isinstance(seconds, int):
        raise refusals.NoAnswer("PayPal gave no token")
    if seconds > ENDS_EARLIER:
        caches["forgiving"].set(_key(), fresh, seconds - ENDS_EARLIER)
    return fresh


def forget() -> None:
    """PayPal would not have it any more."""
    caches["forgiving"].delete(_key())


def _key() -> str:
    """Another account, secret or place has another token."""
    of = f"{places.api()} {settings.PAYPAL_CLIENT_ID} {settings.PAYPAL_CLIENT_SECRET}"
    return f"paypal_token:{hashlib.sha256(of.encode()).hexdigest()}"
