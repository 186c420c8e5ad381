"""What the two say of a completed order, what a shop answers, and what somebody reports."""

from __future__ import annotations

from typing import Any, BinaryIO

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace import rating_photos, uploads
from marketplace.forms.photos import PICTURES, FilesField, FilesInput
from marketplace.uploads import Upload
from sellers.models import RatingReport

MOST_WORDS = 2000


class ReviewPhotosField(FilesField):
    """Cleans to uploads: a few photos, not yet decoded."""

    widget = FilesInput(PICTURES)
    most = rating_photos.MOST

    def read(self, file: BinaryIO, name: str) -> Upload:
        return uploads.receive(file, name, formats=uploads.PHOTOS)


def _stars(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=[(str(number), str(number)) for number in range(1, 6)],
        error_messages={"required": _("Choose one to five stars.")},
    )


def _words(label: Any, hint: Any, most: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RatingForm(forms.Form):
    stars = _stars(_("All in all"))
    as_described = _stars(_("As described"))
    communication = _stars(_("Friendly and quick to answer"))
    dispatch = _stars(_("Sent quickly and well packed"))
    text = _words(_("In your words"), _("What would you tell a friend?"), MOST_WORDS)
    photos = ReviewPhotosField(
        label=_("Photos"),
        help_text=_("Up to 6 of what you got. Where and when they were taken is taken out."),
        required=False,
    )

    def rows(self) -> list[forms.BoundField]:
        """The four questions answered with stars."""
        return [self[name] for name in ("stars", "as_described", "communication", "dispatch")]


class BuyerRatingForm(forms.Form):
    stars = _stars(_("All in all"))
    text = _words(_("In your words"), _("Other shops and the buyer read it."), 1000)


class ReplyForm(forms.Form):
    text = _words(
        _("Your answer"),
        _("Everybody reads it below the review. You can answer once."),
        1000,
        required=True,
    )


class ReportForm(forms.Form):
    why = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=RatingReport.Why.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with it.")},
    )
    words = _words(_("Anything our staff should know"), "", 500)
