"""What somebody says about a listing, and what our staff answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.models.listing_report import ReportReason


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=ReportReason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What did you see?"),
        help_text=_("Where in the listing, and how you know. The seller does not read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class FreezeForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it may not stay"), choices=ReportReason.choices)
    words = forms.CharField(
        label=_("What the seller reads"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class FreezeAnswerForm(forms.Form):
    words = forms.CharField(
        label=_("What the seller reads"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class FreezeAppealForm(forms.Form):
    words = forms.CharField(
        label=_("Why should it be back?"),
        help_text=_("What we saw wrongly, or what you have changed since. You can say it once."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
