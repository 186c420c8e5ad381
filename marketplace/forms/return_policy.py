"""What a shop promises about things that the buyer simply does not like: days, postage, condition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sellers.models.seller import ReturnCondition, ReturnPostage

USUAL_DAYS = (0, 14, 30, 60)


def _days(days: int) -> Any:
    if not days:
        return _("Not at all")
    return ngettext_lazy("%(n)s day", "%(n)s days", days) % {"n": days}


class ReturnPolicyForm(forms.Form):
    """The three templates; a shop that has chosen other days keeps them among the choices."""

    return_days = forms.TypedChoiceField(
        label=_("A buyer who does not like it can send it back within"),
        coerce=int,
        choices=[(days, _days(days)) for days in USUAL_DAYS],
        initial=14,
        help_text=_("From arrival. When something is wrong, buyers are protected all the same."),
    )
    return_postage = forms.ChoiceField(
        label=_("Who pays for sending it back"),
        choices=ReturnPostage.choices,
        initial=ReturnPostage.BUYER,
    )
    return_condition = forms.ChoiceField(
        label=_("In which condition"),
        choices=ReturnCondition.choices,
        initial=ReturnCondition.UNUSED,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = self.initial.get("return_days")
        if days is not None and days not in USUAL_DAYS:
            field: Any = self.fields["return_days"]
            field.choices = sorted([*field.choices, (days, _days(days))])
