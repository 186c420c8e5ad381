"""Why a buyer would rather not have it, and what the seller says to that."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.models import CancelRequest

AGREE, DECLINE = "agree", "decline"
MOST_WORDS = 500


class CancelRequestForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=CancelRequest.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what fits best.")},
    )
    words = forms.CharField(
        label=_("A word to the seller"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CancelAnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(AGREE, _("Agree, and cancel the order")), (DECLINE, _("I send it all the same"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    words = forms.CharField(
        label=_("A word to the buyer"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
