"""What must be right before PayPal may handle real money. Only looked at where it is on."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

Says = list[CheckMessage]


@register(Tags.security)
def mode_is_known(**_: Any) -> Says:
    """A typing error must not quietly mean the sandbox."""
    wrong = _is_on() and settings.PAYPAL_MODE not in ("live", "sandbox")
    return [Error("PAYPAL_MODE is neither `live` nor `sandbox`.", id="holdfast.E030")] * wrong


@register(Tags.security)
def key_is_named(**_: Any) -> Says:
    """Without the id and the secret of an app PayPal answers nothing."""
    wrong = _is_on() and not (settings.PAYPAL_CLIENT_ID and settings.PAYPAL_CLIENT_SECRET)
    return [Error("Set PAYPAL_CLIENT_ID and PAYPAL_CLIENT_SECRET.", id="holdfast.E031")] * wrong


@register(Tags.security)
def webhook_is_named(**_: Any) -> Says:
    """No message is believed without it, and disputes would go by unheard."""
    wrong = _is_on() and not settings.PAYPAL_WEBHOOK_ID
    return [Error("Set PAYPAL_WEBHOOK_ID.", id="holdfast.E032")] * wrong


@register(Tags.security)
def money_is_real(**_: Any) -> Says:
    """In production PayPal's sandbox would give goods away for nothing."""
    wrong = _is_on() and settings.PRODUCTION and settings.PAYPAL_MODE == "sandbox"
    return [Error("PAYPAL_MODE is `sandbox` in production.", id="holdfast.E033")] * wrong


@register(Tags.security)
def nobody_stands_in(**_: Any) -> Says:
    """Whoever answers at these addresses could say that anything was paid."""
    named = settings.PAYPAL_API_URL or settings.PAYPAL_TRUSTS
    wrong = bool(_is_on() and settings.PRODUCTION and named)
    words = "PAYPAL_API_URL and PAYPAL_TRUSTS are for tests; take them out."
    return [Error(words, id="holdfast.E034")] * wrong


@register(Tags.security)
def buyers_come_back_safely(**_: Any) -> Says:
    """PayPal sends its messages to https alone, and buyers back to the same address."""
    is_plain = not settings.HOLDFAST_BASE_URL.startswith("https://")
    wrong = _is_on() and settings.PRODUCTION and is_plain
    return [Error("HOLDFAST_BASE_URL is not https, as PayPal wants.", id="holdfast.E035")] * wrong


def _is_on() -> bool:
    return "paypal" in settings.HOLDFAST_GATEWAYS
