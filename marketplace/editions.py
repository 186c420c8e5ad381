"""Which edition of a thing somebody has read, so that nobody overwrites what they never saw."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _

from escrow.story import Refusal
from marketplace.models import Listing, SavedAddress, Variant
from sellers.models import Seller

OF_A_LISTING = (
    "title",
    "description",
    "category_id",
    "condition",
    "attributes",
    "options",
    "currency",
    "state",
)
OF_A_VARIANT = ("id", "choices", "price_minor", "sku", "on_hand")
OF_A_SHOP = (
    "name",
    "story",
    "country",
    "city",
    "time_zone",
    "handling_days",
    "return_days",
    "return_postage",
    "return_condition",
    "holidays",
)


class ChangedMeanwhile(Refusal):
    """Somebody has changed it since it was read."""


def must_be(seen: Collection[str] | None, edition: str) -> None:
    """`seen`: the editions that the person has read; None: they do not say. Raises ChangedMeanwhile.

    Asked inside the story, when the thing is locked and has been read again.
    """
    if seen is not None and edition not in seen:
        raise ChangedMeanwhile(_("Somebody has changed it since you read it. Read it once more."))


def of_listing(listing: Listing) -> str:
    """What its seller says of it; what is reserved by buyers is not their saying."""
    offered = Variant.objects.live().filter(listing=listing).order_by("pk")
    return _digest(_facts(listing, OF_A_LISTING), *offered.values_list(*OF_A_VARIANT))


def of_shop(seller: Seller) -> str:
    return _digest(_facts(seller, OF_A_SHOP))


def of_address(saved: SavedAddress) -> str:
    return _digest([*saved.words().values(), saved.is_usual])


def _facts(thing: Any, names: Iterable[str]) -> list[Any]:
    return [getattr(thing, name) for name in names]


def _digest(*facts: Any) -> str:
    words = json.dumps(facts, sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()[:32]
