"""How a carrier's message is known from a forged one: Standard Webhooks, with each carrier's secrets.

HMAC-SHA256 over id, timestamp and body; not older than five minutes. Two secrets at once let a
carrier change theirs without a gap.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping

from django.conf import settings
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from escrow import clock

HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")


class ForgedMessage(Exception):
    """No secret of this carrier's made the signature, or it is too old, or too new."""


def secrets_of(code: str) -> list[str]:
    """Empty for a carrier that cannot tell us anything."""
    named = str(settings.HOLDFAST_CARRIER_SECRETS.get(code, "")).split()
    return named or ([_pretend_secret(code)] if settings.HOLDFAST_DEMO else [])


def verify(code: str, headers: Mapping[str, str], body: bytes) -> str:
    """The message's id. Raises ForgedMessage."""
    wanted = {name: headers.get(name, "") for name in HEADERS}
    for secret in secrets_of(code):
        try:
            Webhook(secret).verify(body, wanted, json_parse=False)
        except (WebhookVerificationError, ValueError):
            continue
        return wanted["webhook-id"]
    raise ForgedMessage(code)


def signed(code: str, event_id: str, body: bytes) -> dict[str, str]:
    """The headers with which this carrier would send it now."""
    now = clock.real_now()
    signature = Webhook(secrets_of(code)[0]).sign(event_id, now, body.decode())
    stamp = str(int(now.timestamp()))
    return dict(zip(HEADERS, (event_id, stamp, signature), strict=True))


def _pretend_secret(code: str) -> str:
    """Of the demo's carriers; nobody who does not know the demo's own key can guess it."""
    key = settings.SECRET_KEY.encode()
    digest = hmac.new(key, f"carrier:{code}".encode(), hashlib.sha256).digest()
    return f"whsec_{base64.b64encode(digest).decode()}"
