"""The metrics of sellers in words: their names, what is counted, and what each fact says happened."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.models import Policy
from sellers.figures import Counted
from sellers.models import PerformanceFact
from sellers.models.seller import Level

Kind = PerformanceFact.Kind
NAMES: dict[str, Promise] = {
    "rating": _("Rating"),
    "defects": _("Orders that went wrong"),
    "late": _("Sent late"),
    "cancelled": _("Cancelled by the shop"),
    "untracked": _("Parcels with valid tracking"),
    "unanswered": _("Questions answered within a day"),
    "claims": _("Orders with a claim"),
}
FORMULAS: dict[str, Promise] = {
    "defects": _(
        "Orders whose claim ended with money back, or that got one or two stars, "
        "divided by all orders sold."
    ),
    "late": _(
        "Orders sent after the promised day, or not sent at all, "
        "divided by all orders that were sent or should have been."
    ),
    "cancelled": _(
        "Orders that the shop cancelled, or did not send so that they were refunded by themselves, "
        "divided by all orders sold. What a buyer asked to cancel does not count."
    ),
    "untracked": _(
        "Parcels that their carrier has seen, divided by all parcels given to a carrier. "
        "A parcel counts some days after it was sent; what goes from hand to hand does not."
    ),
    "unanswered": _(
        "Buyers whose first message was answered within 24 hours, divided by all who wrote first."
    ),
    "claims": _(
        "Orders whose buyer said that something is wrong, whatever came of it, "
        "divided by all orders sold. A change of mind does not count."
    ),
}
HAPPENED: dict[str, Promise] = {
    Kind.SALE: _("sold"),
    Kind.COMPLETED: _("completed"),
    Kind.DISPATCHED_ON_TIME: _("sent on time"),
    Kind.DISPATCHED_LATE: _("sent late"),
    Kind.CANCELLED_BY_SELLER: _("cancelled by you"),
    Kind.NOT_DISPATCHED: _("not sent, refunded by itself"),
    Kind.PARCEL_SENT: _("given to the carrier"),
    Kind.PARCEL_SEEN: _("seen by the carrier"),
    Kind.CLAIM: _("a claim"),
    Kind.CLAIM_LOST: _("a claim that ended with money back"),
    Kind.RATED: _("rated"),
    Kind.ANSWERED: _("answered"),
    Kind.UNANSWERED: _("not answered within a day"),
}
LEVELS: dict[str, Promise] = {
    Level.NEW: _("Everybody begins here. Money is held longer, and a part of it stays in reserve."),
    Level.STANDARD: _("Money is held for the usual time, and there is no reserve and no limit."),
    Level.TRUSTED: _("Money is held for the shortest time, and buyers see the mark."),
    Level.RESTRICTED: _(
        "Too much has gone wrong. Money is held longer, a part stays in reserve, "
        "and only so much may be on its way at once."
    ),
}


def per_cent(share: float | None, decimals: int = 1) -> str:
    """97.0 is said as 97; nothing where nothing was counted."""
    return "" if share is None else f"{share * 100:.{decimals}f}".removesuffix(".0")


def shown(counted: Counted) -> str:
    """In per cent, of what people say: of good tracking and of answers, the good part."""
    share = counted.share
    return per_cent(1 - share if share is not None and says_good(counted.metric.code) else share)


def target(code: str, rules: Policy, name: str) -> str:
    bps = rules.of_sellers(name)
    return f"{(10_000 - bps if says_good(code) else bps) / 100:g}"


def says_good(code: str) -> bool:
    return code in ("untracked", "unanswered")
