"""The photos of a listing as its seller arranges them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.forms.photos import PhotosField
from marketplace.models import ListingPhoto

UP, DOWN, GONE, ORDER = "up", "down", "gone", "order"


class ArrangementForm(forms.Form):
    """Cleans to what listing_photos.arrange wants.

    `up`, `down` and `gone` are the number of one photo, whose button was pressed; `order` is the
    whole order, where somebody has dragged them.
    """

    photos = PhotosField(label=_("Photos"), required=False)

    def __init__(self, *args: Any, photos: Sequence[ListingPhoto], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.there = [photo.pk for photo in photos]

    def arranged(self) -> dict[str, Any]:
        words = {
            pk: self.data[f"alt-{pk}"].strip() for pk in self.there if f"alt-{pk}" in self.data
        }
        return {
            "order": self._order(),
            "words": words,
            "gone": self._named(GONE),
            "photos": self.cleaned_data["photos"],
        }

    def _order(self) -> list[int]:
        order = [pk for pk in self._named(ORDER) if pk in self.there] or list(self.there)
        for name, step in ((UP, -1), (DOWN, 1)):
            for pk in self._named(name):
                if pk in order:
                    _move(order, pk, step)
        return order

    def _named(self, name: str) -> list[int]:
        typed = str(self.data.get(name, "")).split(",")
        return [int(one) for one in typed if one.isdecimal() and len(one) < 19]


def _move(order: list[int], pk: int, step: int) -> None:
    place = order.index(pk)
    order.remove(pk)
    order.insert(max(place + step, 0), pk)
