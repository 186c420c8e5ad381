"""Putting things up for sale, and changing them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from escrow import audit, clock
from escrow.story import Refusal, require, step, story
from marketplace import editions, listing_photos, search_words, suspending
from marketplace import variants as offering
from marketplace.models import Category, Listing, User, Variant
from marketplace.photos import Photo
from marketplace.variants import Offered
from sellers.models import Seller

State = Listing.State
KEPT_BY_VARIANTS = ["price_minor", "prices_differ"]
CHANGEABLE = [
    "title",
    "description",
    "category",
    "condition",
    "attributes",
    "options",
    "currency",
    "state",
]


class ListingIsFrozen(Refusal):
    """Our staff took it down; only they put it back."""


class NotReady(Refusal):
    """Something is lacking that buyers need to know before it can be for sale."""


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
    state: str = State.ACTIVE
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """What becomes different of a listing; `variants` is None where they stay as they are."""

    fields: Mapping[str, Any]
    variants: Sequence[Offered] | None = None


@story
def put_up(seller: Seller, facts: Facts, *, by: User) -> Listing:
    """A new listing with its variants and pictures; for sale, or a draft that only they see."""
    listing = write(seller, [facts], by=by)[0]
    listing_photos.add(listing, facts.photos)
    return listing


@story
def change(
    listing: Listing,
    *,
    by: User,
    variants: Sequence[Offered] | None = None,
    photos: Sequence[Photo] = (),
    seen: Collection[str] | None = None,
    **fields: Any,
) -> Listing:
    """The seller corrects a listing; what was sold before keeps its snapshot.

    `seen`: the editions that they have read. Raises ChangedMeanwhile.
    """
    if seen is not None:
        editions.must_be(seen, editions.of_listing(_locked(listing)))
    rewrite({listing: Change(fields, variants)}, by=by)
    listing_photos.add(listing, photos)
    return listing


def _locked(listing: Listing) -> Listing:
    """As it is by now; its variants are locked before it."""
    list(Variant.objects.live().filter(listing=listing).locked())
    return Listing.objects.select_for_update(no_key=True).get(pk=listing.pk)


@step
def write(seller: Seller, every: Sequence[Facts], *, by: User) -> list[Listing]:
    """Any number of new listings, in a fixed number of queries; without their photos."""
    moment = clock.now()
    listings = [_new(seller, facts, moment) for facts in every]
    _may_sell(by, any(listing.state == State.ACTIVE for listing in listings))
    for listing in listings:
        _must_be_ready(listing)
    Listing.objects.bulk_create(listings)
    offering.settle(
        {listing: facts.variants for listing, facts in zip(listings, every, strict=True)}
    )
    varied = [listing for listing in listings if listing.options]
    Listing.objects.bulk_update(varied, KEPT_BY_VARIANTS)
    search_words.learn(listings)
    audit.record(by, "listed", *listings)
    return listings


@step
def rewrite(changes: Mapping[Listing, Change], *, by: User) -> None:
    """Any number of listings of one seller, in a fixed number of queries."""
    offering.settle({listing: change.variants for listing, change in changes.items()})
    now = _states(changes)
    for listing, wanted in changes.items():
        listing.state = _state(now[listing.pk], wanted.fields.get("state"))
        for name, value in wanted.fields.items():
            if name != "state":
                setattr(listing, name, value)
        _must_be_ready(listing)
    _may_sell(by, any(_goes_on_sale(listing, now) for listing in changes))
    Listing.objects.bulk_update(changes, [*CHANGEABLE, *KEPT_BY_VARIANTS])
    search_words.learn(changes)
    audit.record(by, "listing_changed", *changes)


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


def _states(listings: Collection[Listing]) -> dict[int, str]:
    """As they are by now, locked after the variants."""
    rows = Listing.objects.filter(pk__in=[listing.pk for listing in listings]).order_by("pk")
    return dict(rows.select_for_update(no_key=True).values_list("pk", "state"))


def _state(current: str, wanted: str | None) -> str:
    """The one that is wanted, or the one it has by now; what we took down stays down."""
    is_frozen = wanted is not None and current == State.FROZEN
    require(
        not is_frozen, ListingIsFrozen, _("We took this down. Its page says why, and what to do.")
    )
    return wanted or current


def _goes_on_sale(listing: Listing, before: Mapping[int, str]) -> bool:
    return listing.state == State.ACTIVE and before[listing.pk] != State.ACTIVE


def _may_sell(by: User, goes_on_sale: bool) -> None:
    if goes_on_sale:
        suspending.must_be_free(by, NotReady)


def _must_be_ready(listing: Listing) -> None:
    """A draft may be empty; what is for sale says what it is."""
    lacks = listing.state == State.ACTIVE and not listing.description.strip()
    require(not lacks, NotReady, _("Describe it first: what you write decides a case about it."))
