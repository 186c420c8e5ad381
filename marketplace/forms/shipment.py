"""A parcel that a seller hands over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace import known_carriers
from marketplace.models import OrderLine
from marketplace.models.shipment import BY_HAND

OTHER = "other"


class ShipmentForm(forms.Form):
    """Cleans to what fulfilment.mark_shipped wants."""

    lines = forms.TypedMultipleChoiceField(
        label=_("What is in the parcel"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is in the parcel.")},
    )
    carrier = forms.ChoiceField(label=_("Carrier"))
    other_carrier = forms.CharField(
        label=_("Another carrier"),
        max_length=40,
        error_messages={"required": _("Write who carries it.")},
    )
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        max_length=40,
        required=False,
        help_text=_(
            "With it, the buyer sees the way and the carrier proves the delivery. "
            "Without it, you wait longer for your money."
        ),
    )

    seen_left = forms.IntegerField(widget=forms.HiddenInput, required=False)

    use_required_attribute = False

    def __init__(self, *args: Any, unsent: Sequence[OrderLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = {line.pk: line.left for line in unsent}
        self._ask_how_many([line for line in unsent if line.left > 1])
        self.fields["seen_left"].initial = sum(line.left for line in unsent)
        other = self.data.get("carrier", OTHER) == OTHER
        self.fields["other_carrier"].required = other
        lines, carrier = self.fields["lines"], self.fields["carrier"]
        assert isinstance(lines, forms.ChoiceField)
        assert isinstance(carrier, forms.ChoiceField)
        lines.choices = [(line.pk, f"{line.left} × {line.title}") for line in unsent]
        lines.initial = [line.pk for line in unsent]
        carrier.choices = [
            *((each.name, each.name) for each in known_carriers.known()),
            (OTHER, _("Another one")),
            (BY_HAND, _("None: I give it to the buyer by hand")),
        ]

    def units(self) -> list[forms.BoundField]:
        """How many of each line that has several."""
        return [self[name] for name in self.fields if name.startswith("units_")]

    def _ask_how_many(self, several: Sequence[OrderLine]) -> None:
        for line in several:
            named = {"title": line.title, "left": line.left}
            wrong = _("Send between 1 and %(left)s.") % named
            self.fields[f"units_{line.pk}"] = forms.IntegerField(
                label=_("How many of the %(left)s “%(title)s”") % named,
                min_value=1,
                max_value=line.left,
                initial=line.left,
                required=False,
                error_messages={"min_value": wrong, "max_value": wrong, "invalid": wrong},
            )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        found["lines"] = {
            pk: found.get(f"units_{pk}") or self.left[pk] for pk in found.get("lines", [])
        }
        found = {name: value for name, value in found.items() if not name.startswith("units_")}
        other = found.pop("other_carrier", "")
        if found.get("carrier") == OTHER:
            found["carrier"] = other
        return found


class NumberForm(forms.Form):
    """The tracking number of a parcel that is sent already."""

    tracking_number = forms.CharField(
        label=_("Tracking number"),
        max_length=40,
        error_messages={"required": _("Write the number that the carrier gave you.")},
    )

    use_required_attribute = False


class HandoverForm(forms.Form):
    """The buyer's code, however they wrote it: `123 456` is `123456`."""

    code = forms.CharField(
        label=_("The buyer's code"),
        max_length=12,
        help_text=_("Six digits. The buyer sees them on the order, and shows them to you."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())
