"""What can be bought of a listing: its variants, each with its own price and stock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from escrow import clock
from escrow.money import Money
from escrow.story import Refusal, require, step
from marketplace import listing_prices
from marketplace.models import Listing, Variant

MOST = 100


class NotAVariant(Refusal):
    """What the seller wants to offer cannot be told apart, or is too much."""


@dataclass(frozen=True)
class Offered:
    """A variant as its seller wants it; `pk` is that of one that is there already.

    `on_hand` is None where the seller leaves the number as it became.
    """

    price: Money
    on_hand: int | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    pk: int | None = None


def only(price: Money, on_hand: int | None) -> tuple[Offered]:
    """A thing that comes in one kind."""
    return (Offered(price, on_hand),)


@step
def settle(wanted: Mapping[Listing, Sequence[Offered] | None]) -> None:
    """From now on each listing offers these and no others; None leaves it as it is.

    What was sold stays as it was sold. The caller saves the listings, which show new prices.
    """
    held = _locked(wanted)
    changed = {listing: offers for listing, offers in wanted.items() if offers is not None}
    now = {listing.pk: held.get(listing.pk, []) for listing in wanted}
    for listing, offers in changed.items():
        _must_be_told_apart(offers)
        now[listing.pk] = _written(listing, offers, now[listing.pk])
    _save(
        [variant for listing in changed for variant in held.get(listing.pk, [])],
        [variant for listing in changed for variant in now[listing.pk]],
    )
    for listing in wanted:
        listing_prices.show(listing, now[listing.pk])


def _locked(listings: Iterable[Listing]) -> dict[int, list[Variant]]:
    held: dict[int, list[Variant]] = {}
    known = [listing.pk for listing in listings]
    for variant in Variant.objects.live().filter(listing__in=known).locked():
        held.setdefault(variant.listing_id, []).append(variant)
    return held


def _must_be_told_apart(offers: Sequence[Offered]) -> None:
    named = [tuple(sorted(offer.choices.items())) for offer in offers]
    require(bool(offers), NotAVariant, _("Offer at least one of it."))
    require(len(offers) <= MOST, NotAVariant, _("Offer at most %d variants of one thing.") % MOST)
    require(
        len(set(named)) == len(named) and (len(named) == 1 or () not in named),
        NotAVariant,
        _("Two variants are the same. Change one of them, or take it away."),
    )


def _written(listing: Listing, offers: Sequence[Offered], held: Sequence[Variant]) -> list[Variant]:
    there = {variant.pk: variant for variant in held}
    found = [_found(offer, there) or Variant(listing=listing, on_hand=0) for offer in offers]
    for position, (variant, offer) in enumerate(zip(found, offers, strict=True)):
        _write(variant, offer, position)
    return found


def _found(offer: Offered, there: dict[int, Variant]) -> Variant | None:
    """The one it was, by its number or by the same choices; each is found once."""
    if offer.pk is not None:
        return there.pop(offer.pk, None)
    same = (pk for pk, one in there.items() if one.choices == dict(offer.choices))
    return there.pop(next(same, 0), None)


def _write(variant: Variant, offer: Offered, position: int) -> None:
    variant.choices, variant.position = dict(offer.choices), position
    variant.price_minor = offer.price.minor
    if offer.on_hand is not None:
        # What waits for somebody's payment is not for the seller to take away.
        variant.on_hand = max(offer.on_hand, variant.reserved)


def _save(before: Sequence[Variant], now: Sequence[Variant]) -> None:
    """All are retired for a moment, so that two of them can change their names with each other."""
    Variant.objects.filter(pk__in=[each.pk for each in before]).update(retired_at=clock.now())
    fields = ["choices", "position", "price_minor", "on_hand", "retired_at"]
    Variant.objects.bulk_update([each for each in now if each.pk], fields)
    Variant.objects.bulk_create(each for each in now if not each.pk)
