"""A top-up of the guarantee fund, as it stands on the bank's statement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from escrow import fund_books
from escrow.money import Money, NotAnAmount


class TopUpForm(forms.Form):
    value = forms.CharField(label=_("How much"), max_length=18)
    currency = forms.ChoiceField(label=_("Currency"))
    reference = forms.CharField(
        label=_("Reference on the bank's statement"),
        help_text=_("The same reference counts once, however often it is sent."),
        max_length=60,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = sorted({settings.HOLDFAST_CURRENCY, *fund_books.currencies()})
        self.fields["currency"].choices = [(code, code) for code in codes]  # type: ignore[attr-defined]
        self.fields["currency"].initial = settings.HOLDFAST_CURRENCY
        self.fields["value"].widget.attrs["inputmode"] = "decimal"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        try:
            amount = Money.parse(given.get("value", ""), given.get("currency", "EUR"))
        except NotAnAmount:
            self.add_error("value", say("Write an amount, like 500.00."))
        else:
            given["amount"] = amount
        return given
