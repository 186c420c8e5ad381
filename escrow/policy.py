"""Numbered, frozen protection policies: what was promised when an order was paid, as data."""

import hashlib
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from escrow import clock
from escrow.canonical import canonical
from escrow.models.policy import Policy
from escrow.story import Refusal

__all__ = ["Policy", "amounts_for", "in_force", "publish", "write_default"]


class PolicyOutOfRange(Refusal, ValueError):
    """A number lies outside its range; the sentence says which, and how far it may go."""


def in_force() -> Policy:
    """The newest published policy; new orders are sold under it."""
    return frozen(*Policy.objects.values_list("number", "sha256").latest("number"))


@lru_cache(maxsize=32)
def frozen(number: int, sha256: str) -> Policy:
    """A published policy, remembered: it never changes, so neither does the memory."""
    return Policy.objects.get(number=number, sha256=sha256)


def amounts_for(currency: str) -> bool:
    """Whether the default policy stores limits in this currency, so that it may be enabled."""
    from escrow.default_policy import AMOUNTS

    return currency in AMOUNTS


def publish(
    body: dict[str, Any], *, number: int, at: datetime | None = None, using: str = DEFAULT_DB_ALIAS
) -> Policy:
    """Freeze a body under its number and hash. Raises PolicyOutOfRange."""
    check(body)
    return Policy.objects.using(using).create(
        number=number, body=body, sha256=fingerprint(body), published_at=at or clock.real_now()
    )


def fingerprint(body: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(body)).hexdigest()


def window_of(body: dict[str, Any], code: str) -> timedelta:
    """A window in absolute time; business-day windows are counted by the seller's calendar."""
    window = body["windows"][code]
    if window["unit"] != "hours":
        raise ValueError(f"{code} is counted in {window['unit']}")
    return timedelta(hours=window["value"])


def write_default(using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """After migrate: policy 1, unless one is there."""
    from escrow.default_policy import BODY

    if not Policy.objects.using(using).exists():
        publish(BODY, number=1, using=using)


def check(body: dict[str, Any]) -> None:
    """Every number is within its range; the windows' ranges are the body's. Raises PolicyOutOfRange."""
    from escrow import policy_terms

    for term in policy_terms.every(body):
        value, (low, high) = term.stored(body), term.limits(body)
        if not low <= value <= high:
            said = {"what": term.title, "value": term.said(value)}
            said |= {"low": term.said(low), "high": term.said(high)}
            raise PolicyOutOfRange(
                _("%(what)s: %(value)s is not within %(low)s to %(high)s.") % said
            )
