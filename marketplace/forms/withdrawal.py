"""How much of the balance goes back to where it came from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from escrow.money import Money
from marketplace.forms.amounts import amount_of, as_typed


class WithdrawalForm(forms.Form):
    """Cleans to a Money. All of it unless the buyer types less."""

    amount = forms.CharField(
        label=_("How much?"), max_length=14, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )

    def __init__(self, data: Any, *, most: Money) -> None:
        super().__init__(data, initial={"amount": as_typed(most)})
        self.most = most

    def clean_amount(self) -> Money:
        amount = amount_of(self.cleaned_data["amount"], self.most.currency)
        if not Money.zero(self.most.currency) < amount <= self.most:
            raise ValidationError(
                _("More than nothing and at most %(most)s.") % {"most": self.most.format()}
            )
        return amount


class ConfirmedWithdrawal(forms.Form):
    """What the buyer saw on the page that asked once more."""

    minor = forms.IntegerField(min_value=1)
    seen = forms.IntegerField(min_value=1)
