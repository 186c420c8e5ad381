"""What narrows a shop's list of orders."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.sold_orders import Wanted
from marketplace.today import SHELVES

FIRST, LAST = date(2000, 1, 1), date(2999, 12, 31)


class SoldOrdersForm(forms.Form):
    """What cannot be read narrows nothing, and says so beside the field."""

    find = forms.CharField(
        label=_("Number, name or thing"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    shelf = forms.ChoiceField(
        label=_("Where it stands"), required=False, choices=[("", ""), *((n, n) for n in SHELVES)]
    )
    since = forms.DateField(
        label=_("Ordered from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_since(self) -> date | None:
        return self._within("since")

    def clean_until(self) -> date | None:
        return self._within("until")

    def _within(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and not FIRST <= day <= LAST:
            raise forms.ValidationError(_("Choose a day between 2000 and 2999."))
        return day

    def wanted(self) -> Wanted:
        """As far as it can be read."""
        self.full_clean()
        read: dict[str, Any] = getattr(self, "cleaned_data", {})
        return Wanted(
            words=read.get("find", ""),
            shelf=read.get("shelf", ""),
            since=read.get("since"),
            until=read.get("until"),
        )
