"""Where a purchase is sent to, and what the buyer saw when they agreed to pay."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from escrow.money import Money
from marketplace import countries
from marketplace.checkout import Address
from marketplace.models import User

FIELDS = ("name", "street", "postcode", "city", "country")


def _text(label: Any, most: int, autocomplete: str, **more: Any) -> forms.CharField:
    attrs = {"autocomplete": f"shipping {autocomplete}"}
    return forms.CharField(
        label=label, max_length=most, widget=forms.TextInput(attrs=attrs), **more
    )


class CheckoutForm(forms.Form):
    """One purchase. The token makes a second click the same purchase."""

    name = _text(_("Name on the parcel"), 80, "name")
    street = _text(_("Street and number"), 120, "street-address")
    postcode = _text(_("Postcode"), 16, "postal-code")
    city = _text(_("City"), 60, "address-level2")
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

    def purchase(self, buyer: Any) -> dict[str, Any]:
        """What checkout.place is called with."""
        said = self.cleaned_data
        return {
            "address": Address(**{field: said[field] for field in FIELDS}),
            "plus": said["plus"],
            "token": f"{buyer.pk}:{said['token']}",
            "seen_total": Money(said["seen_total"], said["currency"]),
            "use_balance": said["use_balance"],
            "way": said["way"],
            "seen_balance": Money(said["seen_balance"] or 0, said["currency"]),
        }

    @property
    def country_chosen(self) -> str:
        return str(self["country"].value() or "")

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
    """The form as it first appears: the address of the last purchase, Plus not chosen."""
    last = buyer.checkouts.order_by("-placed_at").values(*FIELDS).first()
    guess = {"name": buyer.name, "country": country}
    return CheckoutForm(initial={**(last or guess), "token": uuid.uuid4()})


def seen_again(typed: QueryDict) -> CheckoutForm:
    """The same words after a change of country or cover, and nothing complained about."""
    return CheckoutForm(initial=typed.dict())
