"""The cart as its page shows it: groups by seller, what each thing lacks, what it would cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace import quotes
from marketplace.models import CartItem, Listing, Variant
from marketplace.models.cart import CartItemQuerySet
from marketplace.quotes import CannotBeBought, Quote
from sellers.models import Seller


@dataclass(frozen=True)
class Row:
    """A thing in the cart; `lacks` says why it cannot be bought like this."""

    item: CartItem
    lacks: str


@dataclass(frozen=True)
class Group:
    seller: Seller
    rows: list[Row]


@dataclass(frozen=True)
class ShownCart:
    """`quote` is None, and `trouble` a sentence, when it cannot be bought as it is."""

    groups: list[Group]
    country: str
    quote: Quote | None = None
    trouble: str = ""


def shown(cart: CartItemQuerySet, country: str) -> ShownCart:
    items = things_of(cart)
    if not items:
        return ShownCart([], country)
    country = country or items[0].listing.seller.country
    rows = [Row(item, lack(item)) for item in items]
    groups = _groups(rows)
    if any(row.lacks for row in rows):
        return ShownCart(groups, country, trouble=_("Change what is marked, then go on."))
    try:
        return ShownCart(groups, country, quotes.quote(items, country))
    except CannotBeBought as refusal:
        return ShownCart(groups, country, trouble=str(refusal))


def things_of(cart: CartItemQuerySet) -> list[CartItem]:
    """Each seller's things together."""
    return sorted(cart.with_things(), key=lambda item: (item.listing.seller_id, item.pk))


def why_not(listing: Listing, person: Any) -> str:
    """Why somebody cannot put it in, if so."""
    if listing.seller.user_id == person.pk:
        return _("This is your own.")
    return "" if listing.is_for_sale() else _("It is sold out. It was there a moment ago.")


def lack(item: CartItem) -> str:
    if not item.variant.is_for_sale():
        return _("No longer for sale. Take it out to go on.")
    return too_few(item.variant) if item.quantity > item.variant.available else ""


def too_few(variant: Variant) -> str:
    left = variant.available
    return ngettext("There is only %(left)s left.", "There are only %(left)s left.", left) % {
        "left": left
    }


def _groups(rows: list[Row]) -> list[Group]:
    groups: dict[int, Group] = {}
    for row in rows:
        seller = row.item.listing.seller
        groups.setdefault(seller.pk, Group(seller, [])).rows.append(row)
    return list(groups.values())
