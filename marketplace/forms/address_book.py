"""An address for the book."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace import countries
from marketplace.checkout_address import Address
from marketplace.forms.address import FIELDS, text


class SavedAddressForm(forms.Form):
    """The same five lines that a parcel bears."""

    name = text(_("Name on the parcel"), 80, "name")
    street = text(_("Street and number"), 120, "street-address")
    postcode = text(_("Postcode"), 16, "postal-code")
    city = text(_("City"), 60, "address-level2")
    country = forms.ChoiceField(
        label=_("Country"),
        choices=countries.choices,
        widget=forms.Select(attrs={"autocomplete": "shipping country"}),
    )
    usual = forms.BooleanField(
        label=_("My usual address"),
        help_text=_("The checkout begins with it."),
        required=False,
    )

    def address(self) -> Address:
        return Address(**{field: self.cleaned_data[field] for field in FIELDS})
