"""How a shop sends: its ways to each country, with what they cost and how long they take."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escrow import audit
from escrow.money import Money
from escrow.story import Refusal, require, story
from marketplace.models import Listing, ShippingLane, User
from sellers.models import Seller

MOST_LANES = 60


class CannotSendLikeThat(Refusal):
    """There is such a lane already, or it is the last one and things are for sale."""


@story
def add_lane(
    *, by: User, country: str, name: str, price: Money, days_min: int, days_max: int
) -> ShippingLane:
    """From now on buyers can choose it. Raises CannotSendLikeThat."""
    seller = Seller.objects.select_for_update().get(user=by)
    mine = ShippingLane.objects.filter(seller=seller)
    same = mine.filter(country=country, currency=price.currency, name__iexact=name)
    require(
        not same.exists(),
        CannotSendLikeThat,
        _("You have one of that name to this country. Give this one another name."),
    )
    require(mine.count() < MOST_LANES, CannotSendLikeThat, _("Take one out first: that is many."))
    lane = ShippingLane.objects.create(
        seller=seller,
        country=country,
        name=name,
        price_minor=price.minor,
        currency=price.currency,
        days_min=days_min,
        days_max=days_max,
    )
    audit.record(by, "lane_added", seller, lane=str(lane), price=str(price))
    return lane


@story
def remove_lane(pk: int, *, by: User) -> None:
    """Orders that were placed keep what they were promised. Raises CannotSendLikeThat."""
    seller = Seller.objects.select_for_update().get(user=by)
    lane = ShippingLane.objects.get(pk=pk, seller=seller)
    others = seller.lanes.filter(currency=lane.currency).exclude(pk=pk)
    sold = Listing.objects.for_sale().filter(seller=seller, currency=lane.currency)
    require(
        others.exists() or not sold.exists(),
        CannotSendLikeThat,
        _("It is the last one. Without any, nobody could buy what you have for sale."),
    )
    audit.record(by, "lane_removed", seller, lane=str(lane))
    lane.delete()
