"""What must be right before Stripe may move money. Nothing is asked of Stripe here."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from escrow.currencies import EXPONENTS
from escrow.gateways.stripe import keys
from escrow.gateways.stripe.amounts import THREE_DECIMALS

ADDRESSES = ("STRIPE_API_URL", "STRIPE_FILES_URL", "STRIPE_PAGE")


@register(Tags.security)
def stripe_is_ready(**_: Any) -> list[CheckMessage]:
    """Only where it is switched on."""
    if "stripe" not in settings.HOLDFAST_GATEWAYS:
        return []
    return [*_key(), *_messages(), *_addresses(), *_ways(), *_currencies()]


def _key() -> Iterator[CheckMessage]:
    key = settings.STRIPE_SECRET_KEY
    if not keys.is_key(key):
        yield Error(
            "STRIPE_SECRET_KEY is not a secret key of Stripe's.",
            hint="It begins with sk_ or, with fewer rights, with rk_.",
            id="holdfast.E020",
        )
    elif settings.PRODUCTION and not keys.is_live(key):
        yield Error(
            "STRIPE_SECRET_KEY is a test key: anybody can pay with a test card.",
            id="holdfast.E021",
        )


def _messages() -> Iterator[CheckMessage]:
    secrets = settings.STRIPE_WEBHOOK_SECRETS
    if not secrets or not all(secret.startswith("whsec_") for secret in secrets):
        yield Error(
            "STRIPE_WEBHOOK_SECRETS is empty, or not what Stripe signs its messages with.",
            hint="Each webhook endpoint has one; they begin with whsec_.",
            id="holdfast.E022",
        )


def _addresses() -> Iterator[CheckMessage]:
    """A line that others can read or bend carries no money."""
    names = [*ADDRESSES, "HOLDFAST_BASE_URL"] if settings.PRODUCTION else ADDRESSES
    for name in names:
        parts = urlsplit(getattr(settings, name))
        is_safe = parts.scheme == "https" or (not settings.PRODUCTION and parts.scheme == "http")
        if not is_safe or not parts.hostname:
            yield Error(f"{name} is not an https address.", id="holdfast.E023")


def _ways() -> Iterator[CheckMessage]:
    if not settings.STRIPE_METHODS:
        yield Error("STRIPE_METHODS names no way to pay.", id="holdfast.E024")


def _currencies() -> Iterator[CheckMessage]:
    unknown = sorted(set(settings.STRIPE_CURRENCIES) - set(EXPONENTS))
    if unknown:
        yield Error(f"STRIPE_CURRENCIES: {', '.join(unknown)}?", id="holdfast.E025")
    if uneven := sorted(THREE_DECIMALS & set(settings.STRIPE_CURRENCIES)):
        yield Warning(
            f"Stripe has no smallest coin of {', '.join(uneven)}.",
            hint="Amounts that do not end in 0 are refused, parts that go back among them.",
            id="holdfast.W020",
        )
