"""Putting things up for sale."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.money import Money
from escrow.story import Refusal, require, step, story
from marketplace import search_words
from marketplace.models import Category, Listing, ListingPhoto, Stock, User
from marketplace.photos import ENDING, SIZES, Photo
from sellers.models import Seller


class ListingIsFrozen(Refusal):
    """Our staff took it down; only they put it back."""


@story
def put_up(
    seller: Seller,
    *,
    by: User,
    title: str,
    description: str,
    category: Category,
    price: Money,
    stock: int,
    condition: str = Listing.Condition.NEW,
    photos: Sequence[Photo] = (),
    state: str = Listing.State.ACTIVE,
    attributes: dict[str, Any] | None = None,
) -> Listing:
    """A new listing with its stock and pictures."""
    listing = Listing.objects.create(
        seller=seller,
        category=category,
        title=title,
        description=description,
        condition=condition,
        price_minor=price.minor,
        currency=price.currency,
        state=state,
        attributes=attributes or {},
        created_at=clock.now(),
    )
    Stock.objects.create(listing=listing, on_hand=stock)
    _add_photos(listing, photos)
    search_words.learn(listing)
    audit.record(by, "listed", listing)
    return listing


@story
def change(
    listing: Listing,
    *,
    by: User,
    on_hand: int | None = None,
    photos: Sequence[Photo] = (),
    **fields: Any,
) -> Listing:
    """The seller corrects a listing; what was sold before keeps its snapshot."""
    stock = Stock.objects.select_for_update().get(listing=listing)
    if on_hand is not None:
        stock.on_hand = max(on_hand, stock.reserved)
        stock.save(update_fields=["on_hand"])
    fields["state"] = _state(listing, fields.get("state"))
    for name, value in fields.items():
        setattr(listing, name, value)
    listing.save()
    _add_photos(listing, photos)
    search_words.learn(listing)
    audit.record(by, "listing_changed", listing)
    return listing


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
