"""A seller as the shop's pages show them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import ngettext

from escrow import clock
from escrow.models import Policy
from marketplace import return_words, shop_pictures
from marketplace import reviews as all_reviews
from sellers import standing
from sellers.models import Rating, Seller


def card(seller: Seller, rules: Policy | None = None) -> dict[str, Any]:
    """The seller's card, with the numbers that are there, by the rules in force."""
    known = standing.of(seller, rules)
    return {
        "name": seller.name,
        "slug": seller.slug,
        "level": seller.level,
        "city": seller.city,
        "rating": known.rating,
        "rating_count": known.ratings,
        "positive_percent": _percent(known.positive),
        "on_time_percent": _percent(known.on_time),
        "claim_percent": _percent(known.claim_rate, 1),
        "response_percent": _percent(known.response_rate),
        "reply": _reply(known.reply_time),
        "sales": known.sales,
        "since": known.since,
        "months": _months(known.since),
        "returns": return_words.short(seller),
        "returns_in_words": return_words.whole(seller),
        "photo_url": shop_pictures.url(seller.logo),
        "is_quick": known.is_quick,
    }


def _months(since: datetime) -> str:
    months = max(1, round((clock.now() - since).days / 30.44))
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}


def _reply(took: timedelta | None) -> str:
    """As one would say it: "about 3 hours"."""
    if took is None:
        return ""
    minutes = max(round(took.total_seconds() / 60), 1)
    if minutes < 50:
        return ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    if hours < 36:
        return ngettext("about %(n)d hour", "about %(n)d hours", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("about %(n)d day", "about %(n)d days", days) % {"n": days}


def reviews(seller: Seller, most: int) -> list[Rating]:
    """The newest ones that everybody may read."""
    said = all_reviews.public().filter(seller=seller)
    return list(said.order_by("-created_at", "-pk")[:most])


def _percent(share: float | None, decimals: int = 0) -> str | None:
    """97.0 is said as 97."""
    return None if share is None else f"{share * 100:.{decimals}f}".removesuffix(".0")
