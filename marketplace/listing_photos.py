"""The photos of a listing: added, put in order, described, taken away."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from escrow import audit
from escrow.story import step, story
from marketplace.models import Listing, ListingPhoto, OrderLine, User
from marketplace.photos import ENDING, SIZES, Photo


@story
def arrange(
    listing: Listing,
    *,
    by: User,
    order: Sequence[int] = (),
    words: Mapping[int, str] | None = None,
    gone: Sequence[int] = (),
    photos: Sequence[Photo] = (),
) -> None:
    """Put them in this order, with these descriptions; those that are gone go, new ones come last.

    Numbers that are not of this listing mean nothing. Whoever bought keeps the picture they saw.
    """
    Listing.objects.select_for_update(no_key=True, of=("self",)).get(pk=listing.pk)
    rows = {row.pk: row for row in listing.photos.all()}
    for pk in gone:
        if row := rows.pop(pk, None):
            _take_away(row)
    wanted = [pk for pk in dict.fromkeys(order) if pk in rows]
    for position, pk in enumerate([*wanted, *(pk for pk in rows if pk not in wanted)]):
        rows[pk].position = position
        rows[pk].alt = (words or {}).get(pk, rows[pk].alt)[:150]
    ListingPhoto.objects.bulk_update(rows.values(), ["position", "alt"])
    add(listing, photos)
    audit.record(by, "photos_arranged", listing)


@step
def add(listing: Listing, photos: Sequence[Photo]) -> None:
    """Behind those that are there."""
    if not photos:
        return
    last = listing.photos.order_by("-position").values_list("position", flat=True).first()
    for position, photo in enumerate(photos, 0 if last is None else last + 1):
        row = ListingPhoto(listing=listing, position=position, alt=listing.title)
        name = f"{listing.pk}-{secrets.token_hex(6)}"
        for size in SIZES:
            getattr(row, size).save(f"{name}-{size}.{ENDING}", photo.copy(size), save=False)
        row.save()


@step
def share(listing: Listing, copy: Listing) -> None:
    """The copy shows the same pictures; a file goes only when nobody shows it any more."""
    fields = ("position", "alt", "full", "card", "thumb", "width", "height")
    ListingPhoto.objects.bulk_create(
        ListingPhoto(listing=copy, **{name: _value(photo, name) for name in fields})
        for photo in listing.photos.all()
    )


def _value(photo: ListingPhoto, name: str) -> Any:
    return getattr(photo, name).name if name in SIZES else getattr(photo, name)


def _take_away(row: ListingPhoto) -> None:
    names = [getattr(row, size).name for size in SIZES]
    sold = OrderLine.objects.filter(order__seller=row.listing.seller_id)
    was_sold = sold.filter(as_sold__photo=row.card.name).exists()
    row.delete()
    if not was_sold and not ListingPhoto.objects.filter(full=names[0]).exists():
        transaction.on_commit(partial(_delete, names))


def _delete(names: Sequence[str]) -> None:
    for name in names:
        default_storage.delete(name)
