"""Who really sells."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VerificationForm(forms.Form):
    legal_name = forms.CharField(
        label=_("Your name, or that of your company"),
        max_length=120,
        help_text=_("As it stands in your papers."),
    )
    address = forms.CharField(
        label=_("Your address"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    tax_id = forms.CharField(
        label=_("Your tax number"),
        max_length=40,
        help_text=_("Of the country in which you live, or your company is."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
