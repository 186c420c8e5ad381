"""What somebody writes to the other side."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.conversations import LONGEST, Words
from marketplace.forms.photos import PicturesField
from marketplace.models import MessageReport


def _token() -> str:
    return secrets.token_urlsafe(16)


class SayForm(forms.Form):
    """The token is made with the form, so that the same form says it once."""

    text = forms.CharField(
        label=_("Your message"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
    )
    photos = PicturesField(label=_("Photos"), required=False)
    token = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=_token, required=False)

    def words(self) -> Words:
        said: dict[str, Any] = self.cleaned_data
        return Words(
            text=said["text"],
            token=said["token"] or _token(),
            photos=said["photos"],
            may_be_public=said.get("may_be_public", False),
        )


class AskForm(SayForm):
    """A question before buying."""

    may_be_public = forms.BooleanField(
        label=_("It may be shown on this page, without my name"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Your question")


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=MessageReport.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what fits best.")},
    )
    words = forms.CharField(
        label=_("A word to our staff"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
