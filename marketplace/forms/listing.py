"""A listing as its seller fills it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from escrow.money import Money
from escrow.story import Refusal
from marketplace import variants
from marketplace.forms.amounts import amount_of, as_typed
from marketplace.forms.facts import PREFIX as FACTS
from marketplace.forms.facts import FactsForm
from marketplace.forms.photos import PhotosField
from marketplace.forms.variants import (
    BLANK,
    MOST_OF_ONE,
    PREFIX,
    VariantRowSet,
    as_rows,
    typed_rows,
)
from marketplace.listing import Facts
from marketplace.models import Category, Listing
from sellers.models import Seller

State = Listing.State
SHELF_ALONE = "asked_of"  # another shelf was chosen, and only what it asks is wanted

if TYPE_CHECKING:
    ShelfChoice = forms.ModelChoiceField[Category]
else:
    ShelfChoice = forms.ModelChoiceField


class ShelfField(ShelfChoice):
    """Every shelf; a part is named after the wide one that it is on."""

    def label_from_instance(self, shelf: Category) -> str:
        return f"{shelf.parent.name} › {shelf.name}" if shelf.parent else shelf.name


class ListingForm(forms.Form):
    """Cleans to what marketplace.listing wants; the currency is that of the seller's lanes.

    Without rows of variants it is one thing at one price; with them the price above is that of
    every row that names none. `was` is the stock as the page showed it.
    """

    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("What it is, in the words people search for.")
    )
    photos = PhotosField(label=_("Photos"), required=False)
    category = ShelfField(
        label=_("Category"),
        queryset=Category.objects.as_tree(),
        empty_label=_("Choose a shelf"),
        widget=forms.Select(
            attrs={
                "hx-get": "?asked_of=shelf",
                "hx-include": "#facts",
                "hx-target": "#facts",
                "hx-select": "#facts",
                "hx-swap": "outerHTML",
            }
        ),
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
        error_messages={
            "required": _("Describe it: what you write decides a case about it."),
        },
    )
    price = forms.CharField(
        label=_("Price"),
        max_length=14,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Say what it costs.")},
    )
    currency = forms.ChoiceField(label=_("Currency"))
    on_hand = forms.IntegerField(
        label=_("How many you have"),
        min_value=0,
        max_value=MOST_OF_ONE,
        initial=1,
        error_messages={"required": _("Say how many you have.")},
    )
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sku = forms.CharField(
        label=_("Your own reference"),
        max_length=40,
        required=False,
        help_text=_("For files and your own lists. Buyers do not see it."),
    )
    first_option = forms.CharField(
        label=_("They differ in"),
        max_length=20,
        required=False,
        help_text=_("“Size”, for example."),
    )
    second_option = forms.CharField(
        label=_("and in"), max_length=20, required=False, help_text=_("“Colour”, for example.")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        seller: Seller,
        listing: Listing | None = None,
    ) -> None:
        asks_more = data is not None and ("more" in data or SHELF_ALONE in data)
        initial = as_filled_in(listing) if listing else {}
        rows = as_rows(listing) if listing else []
        if data is not None and asks_more:
            initial, rows = (
                {name: data[name] for name in self.base_fields if name in data},
                typed_rows(data),
            )
        given = None if asks_more else data
        super().__init__(given, files, initial=initial)
        self.listing = listing
        self.rows = VariantRowSet(
            given if given and f"{PREFIX}-TOTAL_FORMS" in given else None,
            prefix=PREFIX,
            initial=[*rows, *[{}] * (BLANK if asks_more or not rows else 1)],
        )
        self.offered: list[variants.Offered] | None = None
        self.facts = FactsForm(
            given,
            shelf=self._shelf(data),
            said=listing.attributes if listing else {},
            typed=data if asks_more else None,
        )
        self._offer_currencies(seller)
        self._ask_for_less()

    @property
    def unit(self) -> str:
        """The currency as it stands behind the price, where there is no choice of it."""
        return str(self["currency"].value() or "") if self["currency"].is_hidden else ""

    @property
    def is_draft(self) -> bool:
        """Whether it stays, or becomes, something that only its seller sees."""
        if "state" in self.data:
            return bool(self.data["state"] == State.DRAFT)
        return self.listing is not None and self.listing.state == State.DRAFT

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """What a story refuses is said on the form, and nothing that was typed is lost."""
        try:
            yield
        except Refusal as refusal:
            self.add_error(None, str(refusal))

    @property
    def has_rows(self) -> bool:
        """Whether the rows of variants are to be seen at once."""
        return bool(self["first_option"].value()) or any(
            row["first"].value() for row in self.rows.forms
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.facts.is_valid():
            self.add_error(None, _("Look at the facts: something in them is not right."))
        if "currency" in found:
            price = self._read_price(found)
            if not self._has_typed_rows():
                self._offer_one(found, price)
            elif self.rows.is_valid():
                self._offer_rows(found, price)
            else:
                self.add_error(None, _("Look at the variants: something in them is not right."))
        return found

    def new(self) -> Facts:
        """For a listing that is put up."""
        assert self.offered is not None
        state = State.DRAFT if self.is_draft else State.ACTIVE
        return Facts(variants=self.offered, options=self.options, state=state, **self._facts())

    def changes(self) -> dict[str, Any]:
        """For a listing that is there; stock that was not touched here stays what it became."""
        found = self._facts()
        if self.data.get("state") == State.ACTIVE:
            found["state"] = State.ACTIVE
        if self.offered is not None:
            found |= {"variants": self.offered, "options": self.options}
            found["currency"] = self.offered[0].price.currency
        return found

    @property
    def options(self) -> list[str]:
        named = [self.cleaned_data.get(name) for name in ("first_option", "second_option")]
        return [name for name in named if name] if self._has_typed_rows() else []

    def _ask_for_less(self) -> None:
        """A draft needs no words yet; rows of variants have prices and numbers of their own."""
        if self.is_draft:
            self.fields["description"].required = False
        if self.rows.is_bound and any(row["first"].value() for row in self.rows.forms):
            self.fields["price"].required = self.fields["on_hand"].required = False

    def _facts(self) -> dict[str, Any]:
        names = ("title", "photos", "category", "condition", "description")
        said = {"attributes": self.facts.facts()} if self._has_said_facts() else {}
        return {name: self.cleaned_data[name] for name in names} | said

    def _has_said_facts(self) -> bool:
        return any(name.startswith(f"{FACTS}-") for name in self.data)

    def _shelf(self, data: Mapping[str, Any] | None) -> Category | None:
        """The one that is chosen, or that the listing stands on."""
        chosen = str((data or {}).get("category", ""))
        if chosen.isdecimal() and len(chosen) < 10:
            return Category.objects.filter(pk=int(chosen)).first()
        return self.listing.category if self.listing else None

    def _has_typed_rows(self) -> bool:
        return self.rows.is_bound and (not self.rows.is_valid() or bool(self.rows.filled()))

    def _offer_one(self, found: dict[str, Any], price: Money | None) -> None:
        """One thing at one price, as it was or with another number of it."""
        if price and found.get("on_hand") is not None:
            as_it_was = self.listing and not self.listing.options
            untouched = as_it_was and found["on_hand"] == found.get("was")
            self.offered = list(
                variants.only(price, None if untouched else found["on_hand"], found.get("sku"))
            )

    def _offer_rows(self, found: dict[str, Any], price: Money | None) -> None:
        options = self.options
        if not found.get("first_option"):
            self.add_error("first_option", _("Say what they differ in: “Size”, for example."))
        elif len({name.casefold() for name in options}) < len(options):
            self.add_error("second_option", _("This is the same as the first one."))
        self.offered = self.rows.offered(options, price, found["currency"])
        if any(row.errors for row in self.rows.forms):
            self.add_error(None, _("Look at the variants: something in them is not right."))

    def _read_price(self, found: dict[str, Any]) -> Money | None:
        if not found.get("price"):
            return None
        try:
            price = amount_of(found["price"], found["currency"])
        except ValidationError as wrong:
            self.add_error("price", wrong)
            return None
        if not price:
            self.add_error("price", _("The price must be more than nothing."))
        return price

    def _offer_currencies(self, seller: Seller) -> None:
        codes = sorted({lane.currency for lane in seller.lanes.all()}) or [
            settings.HOLDFAST_CURRENCY
        ]
        field = self.fields["currency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, code) for code in codes]
        if len(codes) == 1:
            field.widget, field.initial = forms.HiddenInput(), codes[0]


def as_filled_in(listing: Listing) -> dict[str, Any]:
    """The listing as the form shows it first."""
    on_hand = sum(variant.on_hand for variant in listing.offered)
    first, second = [*listing.options, "", ""][:2]
    return {
        "title": listing.title,
        "category": listing.category_id,
        "condition": listing.condition,
        "description": listing.description,
        "price": as_typed(listing.price),
        "currency": listing.currency,
        "on_hand": on_hand,
        "was": on_hand,
        "sku": "" if listing.options else next(iter(listing.offered)).sku,
        "first_option": first,
        "second_option": second,
    }
