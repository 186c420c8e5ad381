"""What the start page shows: every shelf with a picture, and what came in last."""

from __future__ import annotations

from typing import Any

from escrow import policy
from marketplace.models import Category, Listing, ListingPhoto
from marketplace.narrowing import there

FRESH = 12


def shown() -> dict[str, Any]:
    """In a fixed number of queries."""
    in_force = policy.in_force()
    return {
        "categories": _shelves(),
        "fresh": _for_sale().with_cover().order_by("-created_at", "-id")[:FRESH],
        "hold_days": in_force.window("hold_standard").days,
        "claim_days": in_force.window("claim_base").days,
    }


def _shelves() -> list[tuple[Category, ListingPhoto | None]]:
    photos = (
        ListingPhoto.objects.filter(listing__in=_for_sale())
        .select_related("listing")
        .order_by("listing__category_id", "-listing__created_at", "-listing", "position", "id")
        .distinct("listing__category_id")
    )
    by_category = {photo.listing.category_id: photo for photo in photos}
    return [(shelf, by_category.get(shelf.pk)) for shelf in Category.objects.all()]


def _for_sale() -> Any:
    return Listing.objects.for_sale().filter(there())
