"""What a buyer wants to know of a seller, counted from facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from escrow.models import Policy
from sellers import figures
from sellers.figures import Counted, Figures
from sellers.models import Seller

# Fewer than these, and a share says more about chance than about the seller.
ENOUGH_ORDERS, ENOUGH_RATINGS, ENOUGH_QUESTIONS = 5, 3, 1


@dataclass(frozen=True)
class Standing:
    """Shares are None until there is enough to count."""

    rating: float | None
    ratings: int
    positive: float | None
    on_time: float | None
    claim_rate: float | None
    response_rate: float | None
    reply_time: timedelta | None
    is_quick: bool
    sales: int
    since: datetime


def of(seller: Seller, rules: Policy | None = None) -> Standing:
    """The numbers on the seller's card, of the same facts and windows as their level."""
    return told(seller, figures.of(seller, rules))


def told(seller: Seller, known: Figures) -> Standing:
    """The same where the figures are known already."""
    asked, score = known.metrics["unanswered"], known.score
    return Standing(
        rating=score.rating,
        ratings=score.count,
        positive=score.good / score.recent if score.recent >= ENOUGH_RATINGS else None,
        on_time=_right(known.metrics["late"], ENOUGH_ORDERS),
        claim_rate=claim_rate(known),
        response_rate=_right(asked, ENOUGH_QUESTIONS),
        reply_time=known.median_reply,
        is_quick=asked.of >= known.rules.of_sellers("costs_from") and asked.is_met(),
        sales=known.sold,
        since=seller.created_at,
    )


def claim_rate(known: Figures) -> float | None:
    """How many of the orders ended in a claim; None where they are too few to tell."""
    return _wrong(known.metrics["claims"], ENOUGH_ORDERS)


def _wrong(counted: Counted, enough: int) -> float | None:
    return counted.share if counted.of >= enough else None


def _right(counted: Counted, enough: int) -> float | None:
    share = _wrong(counted, enough)
    return None if share is None else 1 - share
