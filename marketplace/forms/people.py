"""Who somebody is, and how they read their pages."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace import countries, currency_choice, time_zones
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
        fields = ["name", "language", "time_zone", "country", "currency"]
        help_texts = {
            "name": _("Sellers see it on your orders."),
            "language": _("Of pages and of what we write to you."),
            "time_zone": _("Every date on your pages is shown in it."),
            "country": _("Prices and days on listings are for sending things here."),
            "currency": _("Stands beside a price in another one, roughly. You pay the seller's."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in time_zones.known() if "/" in zone or zone == "UTC")
        self.fields["name"].required = True
        self.fields["language"] = _choice(self, "language", list(settings.LANGUAGES))
        self.fields["time_zone"] = _choice(self, "time_zone", [(z, _zone_name(z)) for z in zones])
        self.fields["time_zone"].widget.attrs["translate"] = "no"  # names, not words
        _where_and_in_what(self)


class VisitorForm(forms.Form):
    """What somebody without an account can choose; their browser's hour is known already."""

    language = forms.ChoiceField(label=_("Language"), choices=lambda: list(settings.LANGUAGES))
    country = forms.CharField(
        label=_("Country"), help_text=_("Prices and days on listings are for sending things here.")
    )
    currency = forms.CharField(
        label=_("Currency"),
        help_text=_("Stands beside a price in another one, roughly. You pay the seller's."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _where_and_in_what(self)


def _where_and_in_what(form: forms.BaseForm) -> None:
    """Country, and currency where there is a choice; neither has to be chosen."""
    form.fields["country"] = _choice(form, "country", [("", "—"), *countries.choices()])
    form.fields["country"].required = False
    if not currency_choice.is_a_choice():
        del form.fields["currency"]
        return
    usual = [("", _("As the seller asks")), *currency_choice.named()]
    form.fields["currency"] = _choice(form, "currency", usual)
    form.fields["currency"].required = False


def _choice(form: forms.BaseForm, name: str, choices: list[tuple[Any, Any]]) -> forms.ChoiceField:
    field = form.fields[name]
    return forms.ChoiceField(label=field.label, help_text=field.help_text, choices=choices)


def _zone_name(zone: str) -> str:
    return zone.replace("_", " ").replace("/", " / ")
