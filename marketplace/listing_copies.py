"""Another listing like one that is there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from escrow import audit
from escrow.story import story
from marketplace import listing as listings
from marketplace import listing_photos
from marketplace.listing import Facts
from marketplace.models import Listing, User
from marketplace.variants import Offered

MOST_LETTERS = 120


@story
def duplicate(listing: Listing, *, by: User) -> Listing:
    """A draft with the same words, photos, variants and prices. How many there are, nobody knows yet."""
    facts = Facts(
        title=(_("Copy of %(title)s") % {"title": listing.title})[:MOST_LETTERS],
        description=listing.description,
        category=listing.category,
        condition=listing.condition,
        options=listing.options,
        attributes=listing.attributes,
        variants=[Offered(each.price, 0, each.choices) for each in listing.offered],
        state=Listing.State.DRAFT,
    )
    copy = listings.write(listing.seller, [facts], by=by)[0]
    listing_photos.share(listing, copy)
    audit.record(by, "duplicated", listing, copy=copy.pk)
    return copy
