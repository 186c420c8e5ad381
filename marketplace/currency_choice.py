"""The currency somebody thinks in. What a thing costs is its seller's; this one stands beside it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from escrow import reading

KEY = "currency"


def enabled() -> list[str]:
    return list(settings.HOLDFAST_ENABLED_CURRENCIES)


def named() -> list[tuple[str, str]]:
    """Each with its name in the reader's language."""
    names = reading.named(reading.name()).currencies
    return [(code, f"{code} · {names.get(code, code)}") for code in enabled()]


def is_a_choice() -> bool:
    """With one currency there is nothing to choose."""
    return len(enabled()) > 1


def of(request: HttpRequest) -> str:
    """The person's, else the visitor's; empty when nobody chose. Only one that is enabled."""
    told = [request.session.get(KEY, "")]
    if request.user.is_authenticated:
        told.insert(0, request.user.currency)
    return next((code for code in told if code in enabled()), "")


def remember(request: HttpRequest, code: str) -> None:
    """A visitor chose it; empty takes the choice back."""
    if code in enabled():
        request.session[KEY] = code
    else:
        request.session.pop(KEY, None)
