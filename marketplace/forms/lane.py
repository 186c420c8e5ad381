"""One way of sending that a seller offers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace import countries
from marketplace.forms.sending_terms import SendingTerms
from marketplace.forms.shop import currencies, whole


class LaneForm(SendingTerms):
    """Cleans to what lanes.add_lane wants."""

    country = forms.ChoiceField(label=_("Where to"), required=False)
    name = forms.CharField(
        label=_("Name"),
        max_length=40,
        required=False,
        help_text=_("Only where buyers choose between several: “Standard”, “Express”."),
    )
    price = forms.CharField(
        label=_("Sending one order costs"),
        max_length=14,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=currencies)
    days_min = whole(_("Fastest, in days"), 0, 60, initial=2)
    days_max = whole(_("Slowest, in days"), 1, 90, initial=5)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Every country without its own")), *countries.choices()]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())
