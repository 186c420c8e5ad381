"""Everything the demo shop sells, and what people say about it."""

from . import (
    bags,
    books,
    cameras,
    ceramics,
    electronics,
    furniture,
    further,
    jewellery,
    kitchen,
    lamps,
    plants,
    textiles,
    toys,
)
from .categories import CATEGORIES
from .disputes import DISPUTES
from .entries import CURRENCY, Category, Listing, Seller
from .reviews import REVIEWS
from .sellers import SELLERS

LISTINGS: list[Listing] = [
    *lamps.LISTINGS,
    *ceramics.LISTINGS,
    *textiles.LISTINGS,
    *books.LISTINGS,
    *cameras.LISTINGS,
    *electronics.LISTINGS,
    *plants.LISTINGS,
    *furniture.LISTINGS,
    *toys.LISTINGS,
    *jewellery.LISTINGS,
    *bags.LISTINGS,
    *kitchen.LISTINGS,
    *further.LISTINGS,
]


def listings_of(seller: str) -> list[Listing]:
    """What that seller (slug) sells."""
    return [listing for listing in LISTINGS if listing.seller == seller]


__all__ = [
    "CATEGORIES",
    "CURRENCY",
    "DISPUTES",
    "LISTINGS",
    "REVIEWS",
    "SELLERS",
    "Category",
    "Listing",
    "Seller",
    "listings_of",
]
