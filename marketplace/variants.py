"""What can be bought of a listing: its variants, each with its own price and stock."""

from __future__ import annotations

from collections import Counter
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

    `on_hand` and `sku` are None where the seller leaves them as they are.
    """

    price: Money
    on_hand: int | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    pk: int | None = None
    sku: str | None = None


def only(price: Money, on_hand: int | None, sku: str | None = None) -> tuple[Offered]:
    """A thing that comes in one kind."""
    return (Offered(price, on_hand, sku=sku),)


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
    _must_be_theirs_alone([variant for listing in changed for variant in now[listing.pk]])
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
    found = [_found(offer, there) or _new(listing) for offer in offers]
    for position, (variant, offer) in enumerate(zip(found, offers, strict=True)):
        _write(variant, offer, position)
    return found


def _new(listing: Listing) -> Variant:
    return Variant(listing=listing, seller_id=listing.seller_id, on_hand=0)


def _must_be_theirs_alone(variants: Sequence[Variant]) -> None:
    """A seller's reference names one thing, so that a file changes what it means."""
    named = [variant.sku for variant in variants if variant.sku]
    if not named:
        return
    known = [variant.pk for variant in variants if variant.pk]
    sellers = {variant.seller_id for variant in variants}
    others = Variant.objects.live().filter(seller__in=sellers, sku__in=named).exclude(pk__in=known)
    twice = set(others.values_list("sku", flat=True))
    twice |= {sku for sku, count in Counter(named).items() if count > 1}
    require(
        not twice,
        NotAVariant,
        _("The reference “%(sku)s” is that of something else of yours. Choose another one.")
        % {"sku": min(twice, default="")},
    )


def _found(offer: Offered, there: dict[int, Variant]) -> Variant | None:
    """The one it was, by its number or by the same choices; each is found once."""
    if offer.pk is not None:
        return there.pop(offer.pk, None)
    same = (pk for pk, one in there.items() if one.choices == dict(offer.choices))
    return there.pop(next(same, 0), None)


def _write(variant: Variant, offer: Offered, position: int) -> None:
    variant.choices, variant.position = dict(offer.choices), position
    variant.price_minor = offer.price.minor
    if offer.sku is not None:
        variant.sku = offer.sku
    if offer.on_hand is not None:
        # What waits for somebody's payment is not for the seller to take away.
        variant.on_hand = max(offer.on_hand, variant.reserved)


def _save(before: Sequence[Variant], now: Sequence[Variant]) -> None:
    """All are retired for a moment, so that two of them can change their names with each other."""
    Variant.objects.filter(pk__in=[each.pk for each in before]).update(retired_at=clock.now())
    fields = ["choices", "position", "price_minor", "on_hand", "sku", "retired_at"]
    Variant.objects.bulk_update([each for each in now if each.pk], fields)
    Variant.objects.bulk_create(each for each in now if not each.pk)
