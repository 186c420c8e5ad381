"""Rows that speak of one listing: whether they agree, and what they say together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from marketplace.listing_files.row import Said, is_ours
from marketplace.models import Listing, Variant
from marketplace.variants import Offered


def agreeing(rows: Sequence[Said]) -> list[Said]:
    """Those that say the same of the listing as the first of them; the others are told so."""
    if not rows:
        return []
    first = rows[0]
    for each in rows[1:]:
        for column, value in each.fields.items():
            if first.fields.get(column, value) != value:
                each.refuse(column, _("Line %d says something else.") % first.row.line)
        if list(each.options) != list(first.options):
            each.refuse("option_1", _("All rows of one listing differ in the same things."))
        elif not each.options:
            each.refuse("option_1", _("Say what they differ in: “Size”, for example."))
        if each.price and first.price and each.price.currency != first.price.currency:
            each.refuse("currency", _("Line %d says something else.") % first.row.line)
    return [each for each in rows if not each.wrong]


def fitting(listing: Listing, rows: Sequence[Said], known: Mapping[str, Variant]) -> list[Said]:
    """Those that can be variants of this listing beside the others that it has."""
    covered = {known[each.sku].pk for each in rows if each.sku in known}
    all_named = covered >= {variant.pk for variant in listing.offered}
    for each in rows:
        if each.sku in known and not each.options:
            choices = known[each.sku].choices
            each.options = {name: choices[name] for name in listing.options if name in choices}
        if each.sku not in known and (each.price is None or each.stock is None):
            each.refuse("price" if each.price is None else "stock", _("A new thing needs this."))
        if list(each.options) != listing.options and not all_named:
            each.refuse("option_1", _("Its variants differ in: %s.") % _told(listing))
    return [each for each in rows if not each.wrong]


def fields_of(rows: Sequence[Said]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for each in reversed(rows):
        fields |= each.fields
    return fields


def offers_of(
    rows: Sequence[Said], listing: Listing | None, known: Mapping[str, Variant]
) -> list[Offered]:
    """The listing's variants as the rows want them; those they do not name stay as they are."""
    said = {known[each.sku].pk: each for each in rows if each.sku in known}
    there = listing.offered if listing else []
    taken: set[frozenset[tuple[str, str]]] = set()
    offers = []
    for variant in there:
        each = said.get(variant.pk)
        choices = each.options if each and each.options else variant.choices
        taken.add(frozenset(choices.items()))
        offers.append(_changed(variant, each, choices))
    for each in (each for each in rows if each.sku not in known):
        if frozenset(each.options.items()) in taken:
            each.refuse("choice_1", _("This one is there twice."))
            continue
        taken.add(frozenset(each.options.items()))
        assert each.price is not None
        offers.append(Offered(each.price, each.stock, each.options, sku=each.sku))
    return offers


def is_as_it_was(listing: Listing, fields: Mapping[str, Any], offers: Sequence[Offered]) -> bool:
    there = {variant.pk: variant for variant in listing.offered}
    if any(getattr(listing, name) != value for name, value in fields.items()):
        return False
    return all(offer.pk is not None and _is_same(there[offer.pk], offer) for offer in offers)


def _changed(variant: Variant, each: Said | None, choices: Mapping[str, str]) -> Offered:
    if each is None:
        return Offered(variant.price, None, variant.choices, variant.pk)
    sku = None if is_ours(each.sku) else each.sku
    return Offered(each.price or variant.price, each.stock, choices, variant.pk, sku)


def _is_same(variant: Variant, offer: Offered) -> bool:
    return (
        variant.price == offer.price
        and variant.choices == dict(offer.choices)
        and offer.on_hand in (None, variant.on_hand)
        and offer.sku in (None, variant.sku)
    )


def _told(listing: Listing) -> str:
    return ", ".join(listing.options) or _("nothing: it is the only one")
