"""Putting things up for sale."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, step, story
from marketplace import search_words
from marketplace import variants as offering
from marketplace.models import Category, Listing, ListingPhoto, User
from marketplace.photos import ENDING, SIZES, Photo
from marketplace.variants import Offered
from sellers.models import Seller


class ListingIsFrozen(Refusal):
    """Our staff took it down; only they put it back."""


@dataclass(frozen=True)
class Facts:
    """What a seller says of a new listing; `options` are the names of what its variants differ in."""

    title: str
    description: str
    category: Category
    variants: Sequence[Offered]
    options: Sequence[str] = ()
    condition: str = Listing.Condition.NEW
    photos: Sequence[Photo] = ()
    state: str = Listing.State.ACTIVE
    attributes: Mapping[str, Any] = field(default_factory=dict)


@story
def put_up(seller: Seller, facts: Facts, *, by: User) -> Listing:
    """A new listing with its variants and pictures."""
    return write(seller, [facts], by=by)[0]


@story
def change(
    listing: Listing,
    *,
    by: User,
    variants: Sequence[Offered] | None = None,
    photos: Sequence[Photo] = (),
    **fields: Any,
) -> Listing:
    """The seller corrects a listing; what was sold before keeps its snapshot."""
    offering.settle({listing: variants})
    fields["state"] = _state(listing, fields.get("state"))
    for name, value in fields.items():
        setattr(listing, name, value)
    listing.save()
    _add_photos(listing, photos)
    search_words.learn([listing])
    audit.record(by, "listing_changed", listing)
    return listing


@step
def write(seller: Seller, every: Sequence[Facts], *, by: User) -> list[Listing]:
    """Any number of new listings, in a fixed number of queries besides those for their photos."""
    moment = clock.now()
    listings = [_new(seller, facts, moment) for facts in every]
    Listing.objects.bulk_create(listings)
    offering.settle(
        {listing: facts.variants for listing, facts in zip(listings, every, strict=True)}
    )
    varied = [listing for listing in listings if listing.options]
    Listing.objects.bulk_update(varied, ["price_minor", "prices_differ"])
    for listing, facts in zip(listings, every, strict=True):
        _add_photos(listing, facts.photos)
    search_words.learn(listings)
    audit.record(by, "listed", *listings)
    return listings


def _new(seller: Seller, facts: Facts, moment: datetime) -> Listing:
    prices = [offer.price for offer in facts.variants]
    return Listing(
        seller=seller,
        category=facts.category,
        title=facts.title,
        description=facts.description,
        condition=facts.condition,
        price_minor=min(price.minor for price in prices),
        currency=prices[0].currency,
        options=list(facts.options),
        state=facts.state,
        attributes=dict(facts.attributes),
        created_at=moment,
    )


@step
def _state(listing: Listing, wanted: str | None) -> str:
    """The one that is wanted, or the one it has by now; what we took down stays down."""
    now = Listing.objects.select_for_update(no_key=True).values_list("state", flat=True)
    current = now.get(pk=listing.pk)
    is_frozen = wanted is not None and current == Listing.State.FROZEN
    require(
        not is_frozen, ListingIsFrozen, _("We took this down. Its page says why, and what to do.")
    )
    return wanted or current


def _add_photos(listing: Listing, photos: Sequence[Photo]) -> None:
    first = listing.photos.count()
    for position, photo in enumerate(photos, first):
        row = ListingPhoto(listing=listing, position=position, alt=listing.title)
        name = f"{listing.pk}-{secrets.token_hex(6)}"
        for size in SIZES:
            getattr(row, size).save(f"{name}-{size}.{ENDING}", photo.copy(size), save=False)
        row.save()
