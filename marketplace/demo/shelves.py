"""Filling the shelves: when each thing was put up for sale, and how many are left to sell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from escrow import clock
from marketplace.demo import kinds
from marketplace.demo.catalogue import SELLERS, listings_of
from marketplace.demo.catalogue.entries import Listing as Thing
from marketplace.demo.darkroom import Darkroom
from marketplace.listing import Facts, change, put_up
from marketplace.models import Category, Listing
from sellers.models import Seller

Tell = Callable[[str, int, int], None]
EARLY = 6  # of each shop's things are there from its first days on; the others come by and by
LAST = timedelta(hours=5)


@dataclass
class Offer:
    """A thing of the catalogue, since when it is for sale, and how many are not planned to go."""

    thing: Thing
    since: datetime
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.thing.stock


def offers(opened: dict[str, datetime], now: datetime, per_shop: int) -> list[Offer]:
    """What is offered, first things of every shop first, so that all shelves fill at once."""
    shelves = []
    for shop in SELLERS:
        things = listings_of(shop.slug)[:per_shop]
        shelves += [
            (place, Offer(thing, _since(place, len(things), opened[shop.slug], now)))
            for place, thing in enumerate(things)
        ]
    return [offer for _, offer in sorted(shelves, key=lambda pair: pair[0])]


def fill(
    offered: Sequence[Offer],
    sellers: dict[str, Seller],
    categories: dict[str, Category],
    room: Darkroom | None,
    tell: Tell,
) -> dict[str, Listing]:
    """Put everything up, each with its first photo; the listings by title."""
    wanted = [offer for offer in offered if not _known(offer)]
    if room:
        _order(wanted, room, 0)
    for done, offer in enumerate(wanted, 1):
        clock.move_to(offer.since)
        _put_up(offer.thing, sellers[offer.thing.seller], categories, room)
        tell("listings", done, len(wanted))
    names = [offer.thing.title for offer in offered]
    return {each.title: each for each in Listing.objects.filter(title__in=names)}


def order_more_photos(offered: Sequence[Offer], room: Darkroom, shots: int) -> None:
    """Begin to draw the other photos, while the shop is open with the first of each."""
    for shot in range(1, shots):
        _order([offer for offer in offered if offer.thing.photos > shot], room, shot)


def add_more_photos(
    offered: Sequence[Offer], listings: dict[str, Listing], room: Darkroom, shots: int, tell: Tell
) -> None:
    """Each listing gets its other photos."""
    for done, offer in enumerate(offered, 1):
        listing = listings[offer.thing.title]
        missing = range(listing.photos.count(), min(shots, offer.thing.photos))
        photos = [room.take("shot", offer.thing.picture, shot) for shot in missing]
        if photos:
            change(listing, by=listing.seller.user, photos=photos)
        tell("photos", done, len(offered))


def _order(offered: Sequence[Offer], room: Darkroom, shot: int) -> None:
    for offer in offered:
        room.order("shot", offer.thing.picture, shot)


def _since(place: int, things: int, opened: datetime, now: datetime) -> datetime:
    if place < EARLY:
        return opened + timedelta(hours=2 + 3 * place)
    share = (place - EARLY + 1) / (things - EARLY)
    return opened + timedelta(days=1) + (now - LAST - opened - timedelta(days=1)) * share


def _known(offer: Offer) -> bool:
    return Listing.objects.filter(title=offer.thing.title).exists()


def _put_up(
    thing: Thing,
    seller: Seller,
    categories: dict[str, Category],
    room: Darkroom | None,
) -> None:
    options, variants = kinds.of(thing)
    facts = Facts(
        title=thing.title,
        description=thing.description,
        category=categories[thing.category],
        options=options,
        variants=variants,
        condition=thing.condition,
        attributes={k: v for k, v in thing.attributes.items() if k not in options},
        photos=[room.take("shot", thing.picture, 0)] if room else [],
    )
    put_up(seller, facts, by=seller.user)
