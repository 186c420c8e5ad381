"""What somebody tells us who opens a shop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace import countries, time_zones
from marketplace.forms.return_policy import ReturnPolicyForm
from marketplace.forms.sending_terms import SendingTerms

REGIONS = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def zones() -> list[tuple[str, str]]:
    """The world's time zones by city."""
    by_city = sorted(z for z in time_zones.known() if z.split("/")[0] in REGIONS)
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in by_city)]


def currencies() -> list[tuple[str, str]]:
    return [(code, code) for code in settings.HOLDFAST_ENABLED_CURRENCIES]


def whole(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, **more)


class ShopFacts(ReturnPolicyForm):
    """What a shop says of itself, and what it promises."""

    name = forms.CharField(label=_("Name of the shop"), max_length=60)
    story = forms.CharField(
        label=_("Your story"),
        help_text=_("Who you are and what you make or find. Buyers read it before they trust you."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    country = forms.ChoiceField(label=_("Country you send from"), choices=countries.choices)
    city = forms.CharField(label=_("City"), max_length=60)
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=zones,
        help_text=_("Your working days are counted in it."),
        widget=forms.Select(attrs={"translate": "no"}),  # names, not words
    )
    handling_days = whole(
        _("Working days until you send"),
        1,
        10,
        initial=3,
        help_text=_("What is not sent in time is refunded by itself."),
    )


class ShopForm(ShopFacts, SendingTerms):
    """The shop, and one shipping lane that serves everywhere."""

    price_as = "lane"

    price = forms.CharField(
        label=_("Sending one order costs"),
        max_length=14,
        initial="4.90",
        help_text=_("However many things are in it."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=currencies, help_text=_("Of your prices, too.")
    )
    days_min = whole(_("Fastest, in days"), 0, 60, initial=2)
    days_max = whole(_("Slowest, in days"), 1, 90, initial=5)
