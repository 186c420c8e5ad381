"""Who somebody is, and how they read their pages."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import SignupForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace import countries
from marketplace.models import User


class SignUpForm(SignupForm):  # type: ignore[misc]
    """E-mail, name, password."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Sellers see it on your orders."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person can change about themselves."""

    class Meta:
        model = User
        fields = ["name", "language", "time_zone", "country"]
        help_texts = {
            "language": _("Of pages and of what we write to you."),
            "time_zone": _("Every date on your pages is shown in it."),
            "country": _("Prices and days on listings are for sending things here."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
        self.fields["name"].required = True
        self.fields["language"] = _choice(self, "language", list(settings.LANGUAGES))
        self.fields["time_zone"] = _choice(self, "time_zone", [(z, _zone_name(z)) for z in zones])
        self.fields["time_zone"].widget.attrs["translate"] = "no"  # names, not words
        self.fields["country"] = _choice(self, "country", [("", "—"), *countries.choices()])
        self.fields["country"].required = False


def _choice(form: forms.BaseForm, name: str, choices: list[tuple[Any, Any]]) -> forms.ChoiceField:
    field = form.fields[name]
    return forms.ChoiceField(label=field.label, help_text=field.help_text, choices=choices)


def _zone_name(zone: str) -> str:
    return zone.replace("_", " ").replace("/", " / ")
