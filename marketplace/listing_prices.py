"""The price that stands on a card: the lowest of what can be bought of a listing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from escrow.story import step
from marketplace.models import Listing, Variant


@step
def keep(listing_ids: Iterable[int]) -> None:
    """Write down the lowest price of each, after its variants were locked and have changed.

    The listings are locked first and their variants read afterwards, so that of two who buy
    different variants at the same instant the second sees what the first has left.
    """
    rows = Listing.objects.filter(pk__in=set(listing_ids)).order_by("pk")
    listings = list(rows.select_for_update(no_key=True, of=("self",)).only("pk"))
    if not listings:
        return
    variants = Variant.objects.live().filter(listing__in=listings)
    offered: dict[int, list[Variant]] = {}
    for variant in variants:
        offered.setdefault(variant.listing_id, []).append(variant)
    for listing in listings:
        show(listing, offered.get(listing.pk, []))
    Listing.objects.bulk_update(listings, ["price_minor", "prices_differ"])


def show(listing: Listing, offered: Collection[Variant]) -> None:
    """Of what is sold out, only where everything is."""
    there = [variant.price_minor for variant in offered if variant.available > 0]
    prices = there or [variant.price_minor for variant in offered]
    if prices:
        listing.price_minor = min(prices)
        listing.prices_differ = len(set(prices)) > 1
