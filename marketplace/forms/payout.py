"""Where a seller's money shall go, and how often."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.forms.amounts import amount_of
from sellers import paypal_accounts
from sellers.models.seller import Schedule
from sellers.payout_methods import NotAnAccount, read_account

PLAIN = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class PayoutAccountForm(forms.Form):
    """Cleans to what payout_methods.name_account wants."""

    holder = forms.CharField(
        label=_("Whose account it is"),
        max_length=70,
        help_text=_("The name as your bank writes it."),
    )
    account = forms.CharField(
        label=_("IBAN"),
        max_length=127,
        help_text=_("Or the account number, where there are no IBANs. Spaces do not matter."),
        widget=forms.TextInput(attrs=PLAIN),
    )
    bank = forms.CharField(
        label=_("Bank code or BIC"),
        max_length=20,
        required=False,
        help_text=_("Only where the account number does not name the bank."),
        widget=forms.TextInput(attrs=PLAIN),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Where PayPal pays out, the address of an account there is one as well."""
        super().__init__(*args, **kwargs)
        if paypal_accounts.are_paid():
            self.fields["account"].label = _("IBAN, or the e-mail address of a PayPal account")
            self.fields["account"].widget.attrs["autocapitalize"] = "off"

    def clean_account(self) -> str:
        typed: Any = self.cleaned_data["account"]
        try:
            return read_account(typed)
        except NotAnAccount as wrong:
            raise ValidationError(str(wrong)) from wrong


class MinimumForm(forms.Form):
    """From how much on money leaves by itself; cleans to an amount."""

    minimum = forms.CharField(
        label=_("Not below"),
        max_length=14,
        help_text=_("Less than this stays here until there is more. You can always ask for it."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    currency = forms.CharField(widget=forms.HiddenInput, max_length=3)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("currency") not in settings.HOLDFAST_ENABLED_CURRENCIES:
            raise ValidationError(_("Choose one of the currencies."))
        if "minimum" in cleaned:
            try:
                cleaned["amount"] = amount_of(cleaned["minimum"], cleaned["currency"])
            except ValidationError as wrong:
                self.add_error("minimum", wrong)
        return cleaned


class ScheduleForm(forms.Form):
    schedule = forms.ChoiceField(
        label=_("When your money leaves"), choices=Schedule.choices, widget=forms.RadioSelect
    )
