"""PayPal's certificates: fetched from PayPal alone, and believed only if somebody vouches for them."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

import certifi
import requests
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
from django.conf import settings
from django.core.cache import caches

from escrow import clock
from escrow.gateways import ForgedMessage
from escrow.gateways.paypal import places
from escrow.gateways.paypal.refusals import NoAnswer

# Nothing but this: no other host, port, name, password, query or fragment, whatever a parser reads.
PATH = re.compile(r"/v1/notifications/certs/CERT-[A-Za-z0-9-]{1,80}")
TIMEOUTS = (3, 5)
MOST_BYTES = 64_000
A_DAY = 24 * 3600


def signer(address: str) -> x509.Certificate:
    """The certificate behind the address, if it is PayPal's and good today.

    Raises ForgedMessage; OSError where it cannot be had now.
    """
    path = _path(address)
    key = f"paypal_certificate:{hashlib.sha256(address.encode()).hexdigest()}"
    kept = caches["forgiving"].get(key)
    content: bytes = kept if kept is not None else _download(path)
    certificate = _believed(content)
    if kept is None:
        caches["forgiving"].set(key, content, A_DAY)
    return certificate


def _path(address: str) -> str:
    """What stands behind the one host it may come from. Raises ForgedMessage."""
    origin = f"https://{places.place().certificates}"
    path = address.removeprefix(origin)
    if path == address or not PATH.fullmatch(path):
        raise ForgedMessage("the certificate is not at PayPal's")
    return path


def _download(path: str) -> bytes:
    """Not more than a certificate can be long, and from nowhere else than asked."""
    origin = settings.PAYPAL_API_URL.rstrip("/") or f"https://{places.place().certificates}"
    with requests.get(
        origin + path, timeout=TIMEOUTS, allow_redirects=False, stream=True
    ) as response:
        if response.is_redirect:
            raise ForgedMessage("the certificate is said to be elsewhere")
        if 400 <= response.status_code < 500:
            raise ForgedMessage("PayPal has no such certificate")
        if response.status_code != requests.codes.ok:
            raise NoAnswer(f"no certificate: {response.status_code}")
        content: bytes = response.raw.read(MOST_BYTES + 1, decode_content=True)
    if len(content) > MOST_BYTES:
        raise ForgedMessage("that is no certificate")
    return content


def _believed(content: bytes) -> x509.Certificate:
    """Made out to PayPal's signer, by somebody we trust, and good now."""
    try:
        leaf, *between = x509.load_pem_x509_certificates(content)
        policy = PolicyBuilder().store(_trusted(settings.PAYPAL_TRUSTS)).time(clock.real_now())
        verifier = policy.build_server_verifier(x509.DNSName(places.place().signer))
        verifier.verify(leaf, between)
    except (ValueError, VerificationError) as wrong:
        raise ForgedMessage("the certificate is not PayPal's") from wrong
    return leaf


@lru_cache(maxsize=4)
def _trusted(path: str) -> Store:
    """The authorities that browsers trust, or those of a file."""
    return Store(x509.load_pem_x509_certificates(Path(path or certifi.where()).read_bytes()))
