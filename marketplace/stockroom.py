"""Everything that a shop has, on the shelves and off them, as its seller looks through it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace import keyset
from marketplace.keyset import NEWEST, Along
from marketplace.models import Listing, Variant
from marketplace.narrowing import there
from sellers.models import Seller

PAGE, VARIANTS = 24, 50
BY_LISTING = Along("listing_id", descending=True)
State = Listing.State
SOLD_OUT = "sold_out"
SHELVES = {
    State.ACTIVE.value: _("For sale"),
    SOLD_OUT: _("Sold out"),
    State.PAUSED.value: _("Paused"),
    State.DRAFT.value: _("Drafts"),
    State.ENDED.value: _("Off sale"),
    State.FROZEN.value: _("Taken down by us"),
}


@dataclass(frozen=True)
class Shelf:
    name: str
    label: str
    count: int


def shelves(seller: Seller) -> list[Shelf]:
    """How many there are of each kind, in one query; kinds of which there is none are left out."""
    counts = {name: Count("pk", filter=_on(name)) for name in SHELVES}
    found = Listing.objects.filter(seller=seller).aggregate(**counts)
    return [Shelf(name, str(label), found[name]) for name, label in SHELVES.items() if found[name]]


def page(seller: Seller, shelf: str, words: str, after: str) -> tuple[list[Listing], str]:
    """The seller's listings on that shelf with these words, newest first."""
    rows = Listing.objects.filter(_on(shelf), _with(words), seller=seller).with_card()
    return keyset.page(rows, NEWEST, after, PAGE)


def variants(seller: Seller, shelf: str, words: str, after: str) -> tuple[list[Variant], str]:
    """The same, each variant a row: newest listings first."""
    listings = Listing.objects.filter(_on(shelf), _with(words), seller=seller)
    rows: QuerySet[Variant] = Variant.objects.live().filter(seller=seller, listing__in=listings)
    return keyset.page(rows.select_related("listing"), BY_LISTING, after, VARIANTS)


def _on(shelf: str) -> Q:
    if shelf == SOLD_OUT:
        return Q(state=State.ACTIVE) & ~there()
    if shelf == State.ACTIVE:
        return Q(state=State.ACTIVE) & there()
    return Q(state=shelf) if shelf in SHELVES else Q()


def _with(words: str) -> Q:
    """Any part of the title, or of the seller's own reference."""
    if not words:
        return Q()
    named = Variant.objects.live().filter(listing=OuterRef("pk"), sku__icontains=words)
    return Q(title__icontains=words) | Q(Exists(named))
