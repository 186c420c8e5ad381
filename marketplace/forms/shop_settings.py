"""Changing a shop: its facts, its pictures, and the days on which it is away."""

from __future__ import annotations

from typing import Any, BinaryIO

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace import shop_pictures
from marketplace.forms.photos import PICTURES
from marketplace.forms.shop import ShopFacts
from marketplace.uploads import BadFile
from sellers.models import Seller

FACTS = (
    "name",
    "story",
    "country",
    "city",
    "time_zone",
    "handling_days",
    "return_days",
    "return_postage",
    "return_condition",
)


class PictureField(forms.FileField):
    """Cleans to the picture as it will be shown; None when nothing was chosen."""

    def __init__(self, what: str, **kwargs: Any) -> None:
        chosen = forms.FileInput(attrs={"accept": PICTURES})
        super().__init__(required=False, widget=chosen, **kwargs)
        self.what = what

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        file: BinaryIO | None = super().clean(data, initial)
        if not file:
            return None
        try:
            return shop_pictures.read(file, file.name, self.what)
        except BadFile as bad:
            raise ValidationError(str(bad)) from bad


class ShopSettingsForm(ShopFacts):
    logo = PictureField(
        "logo", label=_("Logo"), help_text=_("Shown small and square beside your name.")
    )
    banner = PictureField(
        "banner", label=_("Banner"), help_text=_("A wide picture on top of your shop's page.")
    )


class AwayForm(forms.Form):
    first = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def as_filled_in(seller: Seller) -> dict[str, Any]:
    return {name: getattr(seller, name) for name in FACTS}
