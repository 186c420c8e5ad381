"""Prices and numbers of many things at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from escrow.money import Money
from escrow.story import story
from marketplace import listing as listings
from marketplace.listing import Change
from marketplace.models import Listing, User, Variant
from marketplace.variants import Offered
from sellers.models import Seller


@dataclass(frozen=True)
class Restock:
    """What becomes different of a variant; None where it stays as it is by now."""

    price: Money | None = None
    on_hand: int | None = None


@story
def restock(seller: Seller, wanted: Mapping[int, Restock], *, by: User) -> int:
    """Change the seller's variants of these numbers; how many were theirs and have changed.

    What is of another shop, or is no longer offered, is passed by.
    """
    mine = Variant.objects.live().filter(seller=seller, pk__in=wanted)
    named = list(mine.values_list("listing_id", flat=True))
    list(Variant.objects.live().filter(listing__in=named).locked())
    whole = Listing.objects.filter(pk__in=named).with_variants()
    changes = {each: Change({}, [_offer(v, wanted) for v in each.offered]) for each in whole}
    if changes:
        listings.rewrite(changes, by=by)
    return sum(variant.pk in wanted for listing in changes for variant in listing.offered)


def _offer(variant: Variant, wanted: Mapping[int, Restock]) -> Offered:
    change = wanted.get(variant.pk, Restock())
    return Offered(change.price or variant.price, change.on_hand, variant.choices, variant.pk)
