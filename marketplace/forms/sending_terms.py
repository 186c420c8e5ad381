"""What it costs to send, and how long it takes, as forms read it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.forms.amounts import amount_of


class SendingTerms(forms.Form):
    """For a form with price, currency, days_min and days_max; cleans the price to Money."""

    price_as = "price"

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if "price" in found and "currency" in found:
            self._read_price(found)
        if found.get("days_min", 0) > found.get("days_max", 90):
            self.add_error("days_max", _("The slowest parcel cannot be faster than the fastest."))
        return found

    def _read_price(self, found: dict[str, Any]) -> None:
        try:
            found[self.price_as] = amount_of(found.pop("price"), found.pop("currency"))
        except ValidationError as wrong:
            self.add_error("price", wrong)
