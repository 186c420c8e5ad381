"""A seller changes the shop: what it says of itself, and what it promises from now on.

What was sold before keeps what was promised then: its day of sending, its way back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, story
from marketplace import editions, shop_pictures
from marketplace.models import User
from sellers.models import Seller

PICTURES = ("logo", "banner")
MOST_HOLIDAYS, LONGEST = 250, timedelta(days=92)


class CannotChangeShop(Refusal):
    """The name is another shop's, or the holidays are too many, too long or over."""


@story
def change(
    seller: Seller,
    *,
    by: User,
    logo: bytes | None = None,
    banner: bytes | None = None,
    seen: Collection[str] | None = None,
    **facts: Any,
) -> Seller:
    """From now on the shop is like this. Raises CannotChangeShop, ChangedMeanwhile."""
    own = _locked(seller)
    editions.must_be(seen, editions.of_shop(own))
    before = {name: getattr(own, name) for name in facts}
    for name, value in facts.items():
        setattr(own, name, value)
    for what, picture in zip(PICTURES, (logo, banner), strict=True):
        if picture is not None:
            _replace(own, what, picture)
    _save(own)
    changed = sorted(name for name, value in facts.items() if before[name] != value)
    audit.record(by, "shop_changed", own, changed=changed)
    return own


@story
def take_picture_away(seller: Seller, what: str, *, by: User) -> None:
    own = _locked(seller)
    _forget(getattr(own, what))
    setattr(own, what, "")
    own.save(update_fields=[what])
    audit.record(by, "shop_changed", own, changed=[what])


@story
def be_away(seller: Seller, first: date, last: date, *, by: User) -> None:
    """Working days are not counted from the first to the last of these. Raises CannotChangeShop."""
    own = _locked(seller)
    today = clock.now().astimezone(own.zone).date()
    require(
        today <= first <= last,
        CannotChangeShop,
        _("Choose a first day from today on, then a last."),
    )
    too_long = _("That is more than three months. Pause your listings instead.")
    require(last - first < LONGEST, CannotChangeShop, too_long)
    days = {(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)}
    kept = sorted({*_to_come(own, today), *days})
    require(len(kept) <= MOST_HOLIDAYS, CannotChangeShop, _("Those are too many days."))
    own.holidays = kept
    own.save(update_fields=["holidays"])
    audit.record(by, "holidays_added", own, first=first.isoformat(), last=last.isoformat())


@story
def be_there(seller: Seller, first: date, last: date, *, by: User) -> None:
    """These days are working days again, for orders to come."""
    own = _locked(seller)
    kept = [day for day in own.holidays if not first.isoformat() <= day <= last.isoformat()]
    own.holidays = kept
    own.save(update_fields=["holidays"])
    audit.record(by, "holidays_removed", own, first=first.isoformat(), last=last.isoformat())


def away(seller: Seller) -> list[tuple[date, date]]:
    """The holidays to come, as first and last days."""
    today = clock.now().astimezone(seller.zone).date()
    spans: list[tuple[date, date]] = []
    for text in sorted(_to_come(seller, today)):
        day = date.fromisoformat(text)
        if spans and day - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], day)
        else:
            spans.append((day, day))
    return spans


def _to_come(seller: Seller, today: date) -> list[str]:
    return [day for day in seller.holidays if day >= today.isoformat()]


def _replace(seller: Seller, what: str, picture: bytes) -> None:
    _forget(getattr(seller, what))
    setattr(seller, what, shop_pictures.keep(seller, what, picture))


def _forget(name: str) -> None:
    """The old file goes when the new one is sure to stay."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


def _save(seller: Seller) -> None:
    try:
        with transaction.atomic():
            seller.save()
    except IntegrityError as taken:
        sentence = _("Another shop has this name. Choose one of your own.")
        raise CannotChangeShop(sentence) from taken


def _locked(seller: Seller) -> Seller:
    return Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=seller.pk)
