"""What a buyer and staff fill in about a standing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.models import Restriction
from disputes.standing_rules import AT_MOST

ANSWERS = [("yes", _("It is granted: it counts no more")), ("no", _("It is not granted"))]


class StandingAppealForm(forms.Form):
    """Why something in a standing is wrong."""

    words = forms.CharField(
        label=_("What was seen wrongly, or not at all?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Write what was seen wrongly, or was not seen at all.")},
    )
    use_required_attribute = False


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


class AnswerForm(forms.Form):
    """What staff say to an appeal."""

    answer = forms.ChoiceField(label=_("Your answer"), choices=ANSWERS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Why"),
        help_text=_("The buyer reads it, word for word."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        error_messages={"required": _("Write down why: the buyer will read it.")},
    )
    use_required_attribute = False
