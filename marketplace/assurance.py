"""What a listing promises this visitor: when it would come, and how they are protected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from escrow.models import Policy
from escrow.money import Money
from marketplace import taxes
from marketplace.models import Listing, ShippingLane
from marketplace.promises import tier_for
from marketplace.quotes import QuotedOrder, lane_to
from marketplace.taxes import Tax
from sellers.models import Seller


@dataclass(frozen=True)
class Windows:
    """Whole days: how long the money waits, how long one can complain; hours to answer."""

    hold_days: int
    claim_days: int
    plus_days: int
    answer_hours: int


@dataclass(frozen=True)
class Assurance:
    """`lane` is None where the seller does not send to."""

    country: str
    lane: ShippingLane | None
    arrives: tuple[date, date] | None
    protection: Windows
    tax: Tax | None = None


def of(listing: Listing, country: str, under: Policy) -> Assurance:
    """For one of the listing, sent to the country, under the policy in force."""
    country = country or listing.seller.country
    lane = lane_to(listing.seller, country, listing.currency)
    worth = listing.price + lane.price if lane else listing.price
    return Assurance(
        country=country,
        lane=lane,
        arrives=QuotedOrder(listing.seller, lane).arrives if lane else None,
        protection=windows(listing.seller, worth, risky=listing.category.risky, under=under),
        tax=taxes.to(country),
    )


def windows(seller: Seller, worth: Money, *, risky: bool, under: Policy) -> Windows:
    """This seller's real windows for an order of that worth."""
    tier = tier_for(seller, worth, risky=risky, under=under)
    return Windows(
        hold_days=under.window(tier).days,
        claim_days=under.window("claim_base").days,
        plus_days=under.window("claim_plus").days,
        answer_hours=hours(under, "seller_answer"),
    )


def hours(under: Policy, code: str) -> int:
    return int(under.window(code).total_seconds() // 3600)
