"""Where a purchase is sent to, and what the buyer saw when they agreed to pay."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from escrow.money import Money
from marketplace import countries
from marketplace.checkout_address import Address
from marketplace.models import SavedAddress, User

MOST_DIGITS = 10
FIELDS = ("name", "street", "postcode", "city", "country")


def text(label: Any, most: int, autocomplete: str, **more: Any) -> forms.CharField:
    """A line of an address; the browser may fill it in."""
    attrs = {"autocomplete": f"shipping {autocomplete}"}
    return forms.CharField(
        label=label, max_length=most, widget=forms.TextInput(attrs=attrs), **more
    )


class CheckoutForm(forms.Form):
    """One purchase. The token makes a second click the same purchase.

    `saved`: an address of the buyer's book; empty for the one that is typed.
    """

    saved = forms.CharField(max_length=20, required=False)
    keep_address = forms.BooleanField(label=_("Keep this address for next time"), required=False)
    name = text(_("Name on the parcel"), 80, "name")
    street = text(_("Street and number"), 120, "street-address")
    postcode = text(_("Postcode"), 16, "postal-code")
    city = text(_("City"), 60, "address-level2")
    country = forms.ChoiceField(
        label=_("Country"),
        choices=countries.choices,
        widget=forms.Select(
            attrs={"autocomplete": "shipping country", "data-resubmit": "update-prices"}
        ),
    )
    plus = forms.BooleanField(required=False)
    use_balance = forms.BooleanField(required=False)
    way = forms.CharField(max_length=60, required=False)
    seen_balance = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput)
    seen_total = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    currency = forms.ChoiceField(
        choices=lambda: [(code, code) for code in settings.HOLDFAST_ENABLED_CURRENCIES]
    )

    def __init__(self, *args: Any, book: QuerySet[SavedAddress], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = book
        if self.chosen:
            for field in FIELDS:
                self.fields[field].required = False

    @property
    def use_required_attribute(self) -> bool:  # type: ignore[override]
        """What is not chosen is not shown."""
        return not self.book

    def clean(self) -> dict[str, Any]:
        """The chosen address of the book stands for what is typed."""
        said: dict[str, Any] = super().clean() or {}
        return {**said, **self.chosen.words()} if self.chosen else said

    @property
    def chosen(self) -> SavedAddress | None:
        wanted = str(self["saved"].value() or "")
        return next((one for one in self.book if str(one.pk) == wanted), None) if wanted else None

    def purchase(self, buyer: Any) -> dict[str, Any]:
        """What checkout.place is called with."""
        said = self.cleaned_data
        return {
            "address": Address(**{field: said[field] for field in FIELDS}),
            "saved": self.chosen,
            "keep_address": said["keep_address"],
            "plus": said["plus"],
            "token": f"{buyer.pk}:{said['token']}",
            "seen_total": Money(said["seen_total"], said["currency"]),
            "use_balance": said["use_balance"],
            "way": said["way"],
            "seen_balance": Money(said["seen_balance"] or 0, said["currency"]),
            "lanes": self.lanes_chosen,
        }

    @property
    def country_chosen(self) -> str:
        return self.chosen.country if self.chosen else str(self["country"].value() or "")

    @property
    def lanes_chosen(self) -> set[int]:
        """How each shop is to send it: one field per shop, `lane-` and the shop's number."""
        typed = self.data if self.is_bound else self.initial
        named = [str(value) for name, value in typed.items() if name.startswith("lane-")]
        return {int(value) for value in named if value.isdecimal() and len(value) < MOST_DIGITS}

    @property
    def wants_plus(self) -> bool:
        return bool(self["plus"].value())

    @property
    def way_chosen(self) -> str:
        return str(self["way"].value() or "")

    @property
    def wants_balance(self) -> bool:
        return bool(self["use_balance"].value())


def first_seen(buyer: User, country: str) -> CheckoutForm:
    """The form as it first appears: the usual address, or that of the last purchase; no Plus."""
    book = book_of(buyer)
    usual = next((one.pk for one in book if one.is_usual), None)
    guess = {"name": buyer.name, "country": country}
    last = None if usual else buyer.checkouts.order_by("-placed_at").values(*FIELDS).first()
    known = {"saved": usual, "token": uuid.uuid4()}
    return CheckoutForm(initial={**(last or guess), **known}, book=book)


def seen_again(typed: QueryDict, buyer: User) -> CheckoutForm:
    """The same words after a change of country or cover, and nothing complained about."""
    return CheckoutForm(initial=typed.dict(), book=book_of(buyer))


def book_of(buyer: User) -> QuerySet[SavedAddress]:
    """The addresses that are offered, the one used last first; asked for once, and only where needed."""
    return buyer.addresses.last_used_first()
