"""What the start page shows: every shelf with a picture, and what came in last."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Coalesce

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
    """The wide shelves, each with the newest picture of what stands on it or on its parts."""
    wide = Coalesce("listing__category__parent", "listing__category")
    photos = (
        ListingPhoto.objects.filter(listing__in=_for_sale())
        .annotate(shelf=wide)
        .order_by("shelf", "-listing__created_at", "-listing", "position", "id")
        .distinct("shelf")
    )
    by_shelf = {photo.shelf: photo for photo in photos}
    return [(shelf, by_shelf.get(shelf.pk)) for shelf in Category.objects.filter(parent=None)]


def _for_sale() -> Any:
    return Listing.objects.for_sale().filter(there())
