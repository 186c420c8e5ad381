"""The peer's messages: signed as PayPal signs them, and kept until somebody delivers them."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any
from uuid import uuid4

from escrow import clock
from tests.peers.paypal import signing

HOST = "https://api.sandbox.paypal.com"
WEBHOOK_ID = "8PT597110X687430LKGECATA"
Message = tuple[dict[str, str], bytes]


def message(event_type: str, resource: dict[str, Any]) -> Message:
    said = {
        "id": f"WH-{uuid4().hex[:17].upper()}-{uuid4().hex[:17].upper()}",
        "event_version": "1.0",
        "create_time": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "event_type": event_type,
        "resource": resource,
    }
    body = json.dumps(said).encode()
    return signed(body), body


def signed(
    body: bytes,
    *,
    by: signing.Keeper | None = None,
    certificate: str = f"{HOST}/v1/notifications/certs/CERT-signer",
    webhook_id: str = WEBHOOK_ID,
    algorithm: str = "SHA256withRSA",
) -> dict[str, str]:
    """The headers of a message, true unless somebody wants them otherwise."""
    transmission, time = str(uuid4()), clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    text = f"{transmission}|{time}|{webhook_id}|{zlib.crc32(body)}"
    signature = (by or signing.signer()).sign(text.encode())
    return {
        "Paypal-Auth-Algo": algorithm,
        "Paypal-Cert-Url": certificate,
        "Paypal-Transmission-Id": transmission,
        "Paypal-Transmission-Time": time,
        "Paypal-Transmission-Sig": base64.b64encode(signature).decode(),
        "Content-Type": "application/json",
    }
