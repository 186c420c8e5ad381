"""What a new access token is called, what it may do, and for how long."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.access_tokens import DAYS
from marketplace.models.api_token import Scope


class TokenForm(forms.Form):
    """Looking is chosen already; whatever acts is ticked by the person."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("So that you know later what it is for: “Label printer”, for example."),
        error_messages={"required": _("Give it a name, so that you know what it is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that the token may do.")},
    )
    days = forms.TypedChoiceField(
        label=_("It ends after"),
        coerce=int,
        choices=[(7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("a year"))],
        initial=DAYS,
    )

    def wanted(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
