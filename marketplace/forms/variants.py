"""The sizes and colours of a listing, as rows that a seller fills in, changes and takes away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from escrow.money import Money
from marketplace.forms.amounts import amount_of, as_typed
from marketplace.models import Listing
from marketplace.variants import MOST, Offered

PREFIX, BLANK = "variants", 3
MOST_OF_ONE = 100_000

if TYPE_CHECKING:
    RowSet = BaseFormSet["VariantRow"]
else:
    RowSet = BaseFormSet


class VariantRow(forms.Form):
    """One variant; `was` is the stock as the page showed it, `gone` takes the variant away."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)
    first = forms.CharField(label=_("Which"), max_length=30, required=False)
    second = forms.CharField(label=_("Which, second"), max_length=30, required=False)
    price = forms.CharField(
        label=_("Price"),
        max_length=14,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    on_hand = forms.IntegerField(
        label=_("How many"), min_value=0, max_value=MOST_OF_ONE, required=False
    )
    sku = forms.CharField(label=_("Your reference"), max_length=40, required=False)
    gone = forms.BooleanField(label=_("Take it away"), required=False)

    def is_blank(self) -> bool:
        """Nothing was typed into it, or it is to go."""
        return self.cleaned_data.get("gone", False) or not any(
            self[name].value() for name in ("first", "second", "price", "on_hand")
        )

    def offered(self, options: Sequence[str], price: Money | None, currency: str) -> Offered | None:
        """What the row offers, at its own price or the usual one; what is wrong is said in it."""
        typed = self.cleaned_data
        own = self._own_price(currency) if typed.get("price") else price
        on_hand = typed.get("on_hand")
        values = [typed.get("first", ""), typed.get("second", "")][: max(len(options), 1)]
        for name, value in zip(("first", "second"), values, strict=False):
            if not value:
                self.add_error(name, _("Say which one this is."))
        if on_hand is None and "on_hand" not in self.errors:
            self.add_error("on_hand", _("Say how many you have."))
        if own is None and "price" not in self.errors:
            self.add_error("price", _("Say what it costs."))
        if self.errors or own is None:
            return None
        as_it_was = typed.get("pk") and on_hand == typed.get("was")
        choices = dict(zip(options, values, strict=True))
        left = None if as_it_was else on_hand
        return Offered(own, left, choices, typed.get("pk"), typed.get("sku", ""))

    def _own_price(self, currency: str) -> Money | None:
        try:
            price = amount_of(self.cleaned_data["price"], currency)
        except ValidationError as wrong:
            self.add_error("price", wrong)
            return None
        if not price:
            self.add_error("price", _("The price must be more than nothing."))
        return price


class VariantRows(RowSet):
    """All of them; a row that is there twice is told so."""

    def filled(self) -> list[VariantRow]:
        return [row for row in self.forms if not row.is_blank()]

    def offered(self, options: Sequence[str], price: Money | None, currency: str) -> list[Offered]:
        found: dict[tuple[str, ...], Offered] = {}
        for row in self.filled():
            offer = row.offered(options, price, currency)
            if offer is None:
                continue
            if tuple(offer.choices.values()) in found:
                row.add_error("first", _("This one is there twice."))
            found[tuple(offer.choices.values())] = offer
        return list(found.values())


VariantRowSet: Any = forms.formset_factory(
    VariantRow, formset=VariantRows, extra=0, max_num=MOST, absolute_max=MOST
)


def as_rows(listing: Listing) -> list[dict[str, Any]]:
    """The listing's variants as the rows show them first."""
    rows = []
    for variant in listing.offered if listing.options else []:
        first, second = [*variant.words_of(listing.options), "", ""][:2]
        rows.append(
            {
                "pk": variant.pk,
                "was": variant.on_hand,
                "on_hand": variant.on_hand,
                "first": first,
                "second": second,
                "price": as_typed(variant.price),
                "sku": variant.sku,
            }
        )
    return rows


def typed_rows(given: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows as somebody has typed them, to be shown again with more of them below."""
    total = given.get(f"{PREFIX}-TOTAL_FORMS", "")
    count = min(int(total), MOST) if total.isdecimal() and len(total) < 4 else 0
    names = list(VariantRow.base_fields)
    return [{name: given.get(f"{PREFIX}-{n}-{name}", "") for name in names} for n in range(count)]
