"""A file of listings on its way in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.listing_files.table import MOST_BYTES


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File (CSV)"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )

    def brought(self) -> tuple[bytes, str]:
        """Its content, up to one byte more than is taken, and its name."""
        found = self.cleaned_data["file"]
        return found.read(MOST_BYTES + 1), found.name or ""
