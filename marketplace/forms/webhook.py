"""Where a shop's program is told what happens, and of what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.models import WebhookEndpoint
from marketplace.webhooks import kinds


class WebhookForm(forms.Form):
    name = forms.CharField(
        label=_("Its name"), max_length=60, help_text=_("Only you read it: which program this is.")
    )
    address = forms.CharField(
        label=_("Its address"),
        max_length=500,
        help_text=_("Where your program listens, like https://shop.example.com/holdfast."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that it is told.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(kind.name, kind.words) for kind in kinds.every()]
        self.fields["events"].choices = named  # type: ignore[attr-defined]


def as_filled_in(endpoint: WebhookEndpoint) -> dict[str, Any]:
    return {name: getattr(endpoint, name) for name in ("name", "address", "events")}
