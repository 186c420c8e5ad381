"""Opening a shop: the seller, and what sending costs."""

from __future__ import annotations

from typing import Any

from escrow.money import Money
from escrow.story import story
from marketplace.models import ShippingLane, User
from sellers import onboarding
from sellers.models import Seller


@story
def open_shop(*, by: User, lane: Money, days_min: int, days_max: int, **shop: Any) -> Seller:
    """A shop that sends everywhere for `lane` in so many days. Raises CannotOpenShop."""
    seller = onboarding.register(by=by, **shop)
    ShippingLane.objects.create(
        seller=seller,
        price_minor=lane.minor,
        currency=lane.currency,
        days_min=days_min,
        days_max=days_max,
    )
    return seller
