"""The desk's forms for sending many orders at once: by rows on the page, and by a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from escrow.story import Refusal
from marketplace import tracking_file
from marketplace.models import Order
from marketplace.sending_many import Row


class ParcelRowForm(forms.Form):
    """One order's row; its prefix is the order's number. What is wrong with it, the story says."""

    chosen = forms.BooleanField(required=False)
    carrier = forms.CharField(
        label=_("Carrier"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"list": "carriers", "autocomplete": "off"}),
    )
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        kwargs["prefix"] = order.number
        super().__init__(*args, **kwargs)
        self.order = order
        self.problem = ""
        named = _("Send order %(number)s") % {"number": order.number}
        self.fields["chosen"].label = named
        self.fields["chosen"].widget.attrs["data-choose"] = "row"

    def row(self, place: int) -> Row:
        """What was typed, even where it is too long."""
        self.full_clean()
        typed = {name: str(self[name].value() or "").strip() for name in self.fields}
        return Row(place, self.order.number, typed["carrier"], typed["tracking_number"])

    def has_work(self) -> bool:
        """Whether something would be lost if the row were shown empty."""
        return self.is_chosen() or bool(self["tracking_number"].value())

    def is_chosen(self) -> bool:
        return bool(self["chosen"].value())


class TrackingFileForm(forms.Form):
    """Cleans to rows. The text of a file stands in the text field afterwards, to be corrected."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,
        help_text=_("CSV with three columns: order, carrier, tracking number. At most 1,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )
    text = forms.CharField(
        label=_("Or write the rows here"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 6,
                "spellcheck": "false",
                "placeholder": "HF-8W3YWSBM, Kelp Post, KP 4711",
            }
        ),
    )

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        try:
            text = self._text(found)
            return {"text": text, "rows": tracking_file.rows_of(text)}
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def _text(self, found: dict[str, Any]) -> str:
        upload = found.get("file")
        if upload is None:
            return str(found.get("text", ""))
        return tracking_file.decoded(upload.read(tracking_file.MOST_BYTES + 1))
