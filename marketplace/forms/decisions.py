"""What is written when staff decide against somebody: the decision, the appeal, the answer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sellers.sanction_rules import SUSPENDED_AT_MOST

ANSWERS = [("yes", _("It is granted: it counts no more")), ("no", _("It is not granted"))]


class AppealForm(forms.Form):
    """Why something that was decided is wrong."""

    words = forms.CharField(
        label=_("What was seen wrongly, or not at all?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Write what was seen wrongly, or was not seen at all.")},
    )
    use_required_attribute = False


class AnswerForm(forms.Form):
    """What staff say to an appeal."""

    answer = forms.ChoiceField(label=_("Your answer"), choices=ANSWERS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Why"),
        help_text=_("The person reads it, word for word."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        error_messages={"required": _("Write down why: the person will read it.")},
    )
    use_required_attribute = False


class SuspendForm(forms.Form):
    """That somebody may start nothing new for some days."""

    because = forms.CharField(
        label=_("Why"),
        help_text=_("The person reads it, word for word."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Write why: the person reads it.")},
    )
    days = forms.IntegerField(
        label=_("For how many days"), min_value=1, max_value=SUSPENDED_AT_MOST.days
    )
    use_required_attribute = False


class LiftForm(forms.Form):
    """That it ends before its day."""

    because = SuspendForm.base_fields["because"]
    use_required_attribute = False
