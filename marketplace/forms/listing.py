"""A listing as its seller fills it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from escrow.money import Money
from marketplace.forms.amounts import amount_of, as_typed
from marketplace.forms.photos import PhotosField
from marketplace.models import Category, Listing
from sellers.models import Seller

if TYPE_CHECKING:
    ShelfChoice = forms.ModelChoiceField[Category]
else:
    ShelfChoice = forms.ModelChoiceField


class ShelfField(ShelfChoice):
    """Every shelf; a part is named after the wide one that it is on."""

    def label_from_instance(self, shelf: Category) -> str:
        return f"{shelf.parent.name} › {shelf.name}" if shelf.parent else shelf.name


class ListingForm(forms.Form):
    """Cleans to what marketplace.listing wants; the currency is that of the seller's lanes."""

    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("What it is, in the words people search for.")
    )
    photos = PhotosField(label=_("Photos"), required=False)
    category = ShelfField(
        label=_("Category"), queryset=Category.objects.as_tree(), empty_label=_("Choose a shelf")
    )
    condition = forms.ChoiceField(
        label=_("Condition"), choices=Listing.Condition.choices, widget=forms.RadioSelect
    )
    description = forms.CharField(
        label=_("Description"),
        help_text=_(
            "Say what is not perfect, too. What you wrote when you sold it decides a case."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=8000,
    )
    price = forms.CharField(
        label=_("Price"), max_length=14, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    currency = forms.ChoiceField(label=_("Currency"))
    on_hand = forms.IntegerField(
        label=_("How many you have"),
        min_value=0,
        max_value=100_000,
        initial=1,
        show_hidden_initial=True,
    )

    def __init__(self, *args: Any, seller: Seller, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = sorted({lane.currency for lane in seller.lanes.all()}) or [
            settings.HOLDFAST_CURRENCY
        ]
        field = self.fields["currency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, code) for code in codes]
        if len(codes) == 1:
            field.widget, field.initial = forms.HiddenInput(), codes[0]

    @property
    def unit(self) -> str:
        """The currency as it stands behind the price, where there is no choice of it."""
        return str(self["currency"].value() or "") if self["currency"].is_hidden else ""

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if "price" in found and "currency" in found:
            self._read_price(found)
        return found

    def _read_price(self, found: dict[str, Any]) -> None:
        try:
            price = amount_of(found["price"], found.pop("currency"))
        except ValidationError as wrong:
            self.add_error("price", wrong)
            return
        if not price:
            self.add_error("price", _("The price must be more than nothing."))
        found["price"] = price

    def new(self) -> dict[str, Any]:
        """For a listing that is put up."""
        facts = dict(self.cleaned_data)
        return facts | {"stock": facts.pop("on_hand")}

    def changes(self) -> dict[str, Any]:
        """For a listing that is there; stock that was not touched here stays what it became."""
        facts = dict(self.cleaned_data)
        price: Money = facts.pop("price")
        if "on_hand" not in self.changed_data:
            facts["on_hand"] = None
        return facts | {"price_minor": price.minor, "currency": price.currency}


def as_filled_in(listing: Listing) -> dict[str, Any]:
    """The listing as the form shows it first."""
    return {
        "title": listing.title,
        "category": listing.category_id,
        "condition": listing.condition,
        "description": listing.description,
        "price": as_typed(listing.price),
        "currency": listing.currency,
        "on_hand": listing.stock.on_hand,
    }
