"""What must be right before Holdfast may handle real money. Run by every manage.py command."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from escrow import policy
from marketplace import taxes, translators
from marketplace.records import keys
from marketplace.words import catalogue


@register(Tags.security)
def secret_is_our_own(**_: Any) -> list[CheckMessage]:
    """A short or well-known key lets anybody sign in as anybody."""
    key = settings.SECRET_KEY
    is_strong = len(key) >= 50 and len(set(key)) >= 5 and "insecure" not in key
    if is_strong or not settings.PRODUCTION:
        return []
    return [
        Error("SECRET_KEY is short or a default; use 50 random characters.", id="holdfast.E001")
    ]


@register(Tags.security)
def records_can_be_signed(**_: Any) -> list[CheckMessage]:
    """Without a key of its own, a shop cannot prove what it once wrote."""
    try:
        keys.public()
    except (ImproperlyConfigured, ValueError) as wrong:
        return [Error(f"Records cannot be signed: {wrong}", id="holdfast.E061")]
    return []


@register(Tags.security)
def demo_is_meant(**_: Any) -> list[CheckMessage]:
    """The demo has known passwords and a clock anybody can move; it must be asked for twice."""
    hosts = set(settings.ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]", "testserver"}
    if not settings.HOLDFAST_DEMO or not hosts or settings.HOLDFAST_PUBLIC_DEMO:
        return []
    return [
        Error(
            f"HOLDFAST_DEMO is on and other machines may connect ({', '.join(sorted(hosts))}).",
            hint="If the world shall play with it, say so with HOLDFAST_PUBLIC_DEMO=1.",
            id="holdfast.E002",
        )
    ]


@register(Tags.security)
def application_owns_nothing(**_: Any) -> list[CheckMessage]:
    """The role that serves pages should not be able to alter the ledger's tables."""
    if not settings.PRODUCTION or settings.DATABASE_OWNER_URL != settings.DATABASE_URL:
        return []
    return [
        Warning(
            "The application owns its database; a fault can switch the ledger's rules off.",
            hint="Set DATABASE_OWNER_URL to a second role. docs/operating.md has the statements.",
            id="holdfast.W001",
        )
    ]


@register(Tags.security)
def nobody_else_is_meant(**_: Any) -> list[CheckMessage]:
    """Alone, nobody sees a mistake before it is paid; whoever runs it so should know."""
    if not settings.PRODUCTION or not settings.HOLDFAST_SOLO_OPERATOR:
        return []
    return [
        Warning(
            "HOLDFAST_SOLO_OPERATOR is on: large decisions are read by nobody else before they count.",
            hint="They need a second factor and an hour instead, and wait to be looked at later. "
            "As soon as two people may decide, switch it off.",
            id="holdfast.W041",
        )
    ]


@register()
def queue_is_named(**_: Any) -> list[CheckMessage]:
    """Without a queue no deadline is ever swept."""
    if not settings.PRODUCTION or settings.REDIS_IS_NAMED:
        return []
    return [Error("Set REDIS_URL.", id="holdfast.E003")]


@register()
def currencies_have_amounts(**_: Any) -> list[CheckMessage]:
    """A currency without its amounts in the policy cannot be protected, so it cannot be sold in."""
    return [
        Error(f"{currency} is enabled, but the policy has no amounts in it.", id="holdfast.E004")
        for currency in settings.HOLDFAST_ENABLED_CURRENCIES
        if not policy.amounts_for(currency)
    ]


@register()
def main_currency_is_enabled(**_: Any) -> list[CheckMessage]:
    """The currency offered first must be one that is offered."""
    if settings.HOLDFAST_CURRENCY in settings.HOLDFAST_ENABLED_CURRENCIES:
        return []
    return [Error("HOLDFAST_CURRENCY is not in HOLDFAST_ENABLED_CURRENCIES.", id="holdfast.E005")]


@register()
def taxes_can_be_read(**_: Any) -> list[CheckMessage]:
    """A rate that nobody can read would be one that nobody pays."""
    try:
        taxes.read(settings.HOLDFAST_TAXES)
    except taxes.MalformedTax as wrong:
        return [
            Error(
                f"HOLDFAST_TAXES has “{wrong}”, which is no tax.",
                hint="Write country:name:percent, such as GB:VAT:20 or US:Sales tax:8.25.",
                id="holdfast.E012",
            )
        ]
    return []


@register(Tags.security)
def sandbox_is_no_bank(**_: Any) -> list[CheckMessage]:
    """In production the pretend provider would give goods away for nothing."""
    if not settings.PRODUCTION or "sandbox" not in settings.HOLDFAST_GATEWAYS:
        return []
    return [
        Error(
            "The sandbox gateway is on: anybody can pay with a pretend card.",
            hint="Take `sandbox` out of HOLDFAST_GATEWAYS.",
            id="holdfast.E006",
        )
    ]


@register()
def translator_can_be_reached(**_: Any) -> list[CheckMessage]:
    """An engine that is named must exist, and have an address that it can have."""
    if settings.HOLDFAST_TRANSLATOR not in translators.KNOWN:
        known = ", ".join(translators.KNOWN)
        return [Error(f"HOLDFAST_TRANSLATOR is not one of: {known}.", id="holdfast.E010")]
    if settings.HOLDFAST_TRANSLATOR == "libretranslate" and not _is_address(
        settings.LIBRETRANSLATE_URL
    ):
        return [
            Error(
                "LIBRETRANSLATE_URL is not the address of a server.",
                hint="Like http://127.0.0.1:5000, without a name, a password, a query or a fragment.",
                id="holdfast.E011",
            )
        ]
    return []


@register()
def languages_are_compiled(**_: Any) -> list[CheckMessage]:
    """Without its compiled form a language is silently English."""
    stale = catalogue.stale() if settings.PRODUCTION else []
    return [
        Warning(
            f"locale/{language} is not compiled, or changed since.",
            hint="python -m marketplace.words compile",
            id="holdfast.W010",
        )
        for language in stale
    ]


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain and port_is_right
