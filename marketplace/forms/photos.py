"""Several files in one field, each judged by its content."""

from __future__ import annotations

from typing import Any, BinaryIO

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from marketplace import photos, uploads
from marketplace.photos import Photo
from marketplace.uploads import BadFile

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self, accept: str) -> None:
        super().__init__(attrs={"multiple": True, "accept": accept})


class FilesField(forms.FileField):
    """Cleans to uploads (photos and PDFs, not yet decoded); what was wrong is a sentence each.

    A forgiving field keeps the good files and holds the sentences in `wrong`; any other is wrong
    as a whole when one file is.
    """

    widget: Any = FilesInput(f"{PICTURES},application/pdf")
    most = 20

    def __init__(self, *, forgiving: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.forgiving = forgiving
        self.wrong: list[str] = []

    def read(self, file: BinaryIO, name: str) -> Any:
        return uploads.receive(file, name)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        chosen = [file for file in given if file is not None]
        if len(chosen) > self.most:
            raise ValidationError(
                _("Send at most %(most)d files at once. Add the others afterwards."),
                params={"most": self.most},
            )
        taken = self._taken(chosen)
        if self.wrong and not (self.forgiving and taken):
            again = _("Choose all your files again; the rest is kept.")
            raise ValidationError([*self.wrong, *([again] if len(chosen) > 1 else [])])
        return taken

    def _taken(self, chosen: list[Any]) -> list[Any]:
        taken, self.wrong = [], []
        for file in chosen:
            try:
                taken.append(self.read(file, file.name))
            except BadFile as bad:
                self.wrong.append(str(bad))
        return taken


class PicturesField(FilesField):
    """Cleans to uploads of photos alone, not yet decoded."""

    widget = FilesInput(PICTURES)
    most = 6

    def read(self, file: BinaryIO, name: str) -> uploads.Upload:
        return uploads.receive(file, name, formats=uploads.PHOTOS)


class PhotosField(FilesField):
    """Cleans to photos, printed already."""

    widget = FilesInput(PICTURES)
    most = 8

    def read(self, file: BinaryIO, name: str) -> Photo:
        return photos.read(file, name)
