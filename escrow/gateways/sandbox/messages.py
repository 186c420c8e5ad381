"""The provider's signed messages, and how we know them from forged ones."""

import hashlib
import hmac
import json
from collections.abc import Mapping

from django.conf import settings

from escrow import inbox
from escrow.gateways import Event, ForgedMessage
from escrow.models import SandboxCharge

SIGNATURE = "Sandbox-Signature"


def send(charge: SandboxCharge) -> None:
    """Post the state of a charge to our inbox, as the provider's server would."""
    body = json.dumps(
        {
            "id": f"evt_{charge.operation_key.hex}_{charge.state}",
            "kind": charge.kind,
            "operation": str(charge.operation_key),
            "state": charge.state,
        },
        sort_keys=True,
    ).encode()
    inbox.receive("sandbox", {SIGNATURE: sign(body)}, body)


def sign(body: bytes) -> str:
    return hmac.new(_secret(), body, hashlib.sha256).hexdigest()


def read(headers: Mapping[str, str], body: bytes) -> Event:
    """Verify and read a message. Raises ForgedMessage."""
    if not hmac.compare_digest(headers.get(SIGNATURE, ""), sign(body)):
        raise ForgedMessage("sandbox")
    try:
        message = json.loads(body)
        return Event(message["id"], message["operation"], message["kind"])
    except (ValueError, KeyError, TypeError) as wrong:
        raise ForgedMessage("sandbox") from wrong


def _secret() -> bytes:
    return hashlib.sha256(b"sandbox webhooks " + settings.SECRET_KEY.encode()).digest()
