"""What a buyer and staff fill in about a standing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.models import Restriction
from disputes.standing_rules import AT_MOST
from marketplace.forms.decisions import AnswerForm as AnswerForm
from marketplace.forms.decisions import AppealForm as AppealForm


class RestrictForm(forms.Form):
    """That every claim of somebody is looked at first, why, and for how long."""

    code = forms.ChoiceField(
        label=_("Because of what"), choices=Restriction.Code.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Why"),
        help_text=_("The buyer reads it, word for word."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Write down why: the buyer will read it.")},
    )
    days = forms.IntegerField(
        label=_("For how many days"),
        help_text=_("More than 30, or again within 30 days, needs a second person."),
        min_value=1,
        max_value=AT_MOST.days,
    )
    use_required_attribute = False
