"""Several photos in one field, each judged by its content."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from marketplace import photos
from marketplace.photos import BadPhoto, Photo

MOST = 8
ACCEPT = "image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif"


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": ACCEPT})


class PhotosField(forms.FileField):
    """Cleans to a list of photos that are decoded already; what was wrong is a sentence each."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[Photo]:
        uploads = data if isinstance(data, list | tuple) else [data]
        chosen = [upload for upload in uploads if upload]
        if len(chosen) > MOST:
            raise ValidationError(
                _("Send at most %(most)d photos at once. Add the others afterwards."),
                params={"most": MOST},
            )
        return _read(chosen)


def _read(uploads: list[Any]) -> list[Photo]:
    taken, wrong = [], []
    for upload in uploads:
        try:
            taken.append(photos.read(upload, upload.name))
        except BadPhoto as bad:
            wrong.append(str(bad))
    if wrong:
        raise ValidationError([*wrong, _("Choose all your photos again; the rest is kept.")])
    return taken
