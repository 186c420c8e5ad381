"""Where PayPal is, by mode: its programs, its certificates, and the name they are made out to."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from escrow.gateways import Mode


@dataclass(frozen=True)
class Place:
    """`certificates` is the only host whose certificates are read; `signer` whom they must name."""

    api: str
    certificates: str
    signer: str


LIVE = Place("https://api-m.paypal.com", "api.paypal.com", "messageverificationcerts.paypal.com")
SANDBOX = Place(
    "https://api-m.sandbox.paypal.com",
    "api.sandbox.paypal.com",
    "messageverificationcerts.sandbox.paypal.com",
)


def place() -> Place:
    """PayPal as the settings name it; anything but `live` is its sandbox."""
    return LIVE if mode() == Mode.LIVE else SANDBOX


def mode() -> Mode:
    return Mode.LIVE if settings.PAYPAL_MODE == "live" else Mode.TEST


def api() -> str:
    """The address of its programs, without a slash at the end; a peer may stand there in tests."""
    return settings.PAYPAL_API_URL.rstrip("/") or place().api
