"""How we know PayPal's messages from forged ones: by its signature over what arrived, offline."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from escrow.gateways import ForgedMessage
from escrow.gateways.paypal import certificates

ALGORITHM = "SHA256withRSA"


def verify(headers: Mapping[str, str], body: bytes) -> None:
    """Raises ForgedMessage; OSError where the certificate cannot be had now."""
    said = {name.lower(): value for name, value in headers.items()}
    try:
        algorithm, address = said["paypal-auth-algo"], said["paypal-cert-url"]
        signature = base64.b64decode(said["paypal-transmission-sig"], validate=True)
        signed = text(said["paypal-transmission-id"], said["paypal-transmission-time"], body)
    except (KeyError, binascii.Error) as wrong:
        raise ForgedMessage("it is not signed") from wrong
    if algorithm != ALGORITHM or not settings.PAYPAL_WEBHOOK_ID:
        raise ForgedMessage("it is not signed as PayPal signs")
    key = certificates.signer(address).public_key()
    if not isinstance(key, RSAPublicKey):
        raise ForgedMessage("it is not signed as PayPal signs")
    try:
        key.verify(signature, signed, PKCS1v15(), SHA256())
    except InvalidSignature as wrong:
        raise ForgedMessage("the signature does not fit") from wrong


def text(transmission_id: str, time: str, body: bytes) -> bytes:
    """What PayPal signs: it names our webhook, so a message for another shop does not fit."""
    parts = [transmission_id, time, settings.PAYPAL_WEBHOOK_ID, str(zlib.crc32(body))]
    return "|".join(parts).encode()
