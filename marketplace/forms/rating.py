"""What a buyer says of a completed order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_WORDS = 2000


def _stars(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=[(str(number), str(number)) for number in range(1, 6)],
        error_messages={"required": _("Choose one to five stars.")},
    )


class RatingForm(forms.Form):
    stars = _stars(_("All in all"))
    as_described = _stars(_("As described"))
    communication = _stars(_("Friendly and quick to answer"))
    dispatch = _stars(_("Sent quickly and well packed"))
    text = forms.CharField(
        label=_("In your words"),
        help_text=_("What would you tell a friend?"),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def rows(self) -> list[forms.BoundField]:
        """The four questions answered with stars."""
        return [self[name] for name in ("stars", "as_described", "communication", "dispatch")]
