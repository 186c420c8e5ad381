"""What a key says of itself: whose money it moves."""

from __future__ import annotations

from django.conf import settings

from escrow.gateways import Mode

_LIVE = ("sk_live_", "rk_live_")
_TEST = ("sk_test_", "rk_test_")


def mode() -> Mode:
    """Live money only with a key that says so."""
    return Mode.LIVE if is_live(settings.STRIPE_SECRET_KEY) else Mode.TEST


def is_live(key: str) -> bool:
    return key.startswith(_LIVE)


def is_key(key: str) -> bool:
    return key.startswith(_LIVE + _TEST)
