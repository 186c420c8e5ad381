"""How much of which line a seller gives back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from escrow.money import Money
from marketplace.forms.amounts import amount_of
from marketplace.models import OrderLine

ALL, PART = "all", "part"


class SellerRefundForm(forms.Form):
    """Cleans to `line`, `amount` and `most`, what could be given back when the seller looked."""

    line = forms.TypedChoiceField(label=_("What for?"), coerce=int, widget=forms.RadioSelect)
    how_much = forms.ChoiceField(
        label=_("How much?"),
        choices=[(ALL, _("All of it")), (PART, _("A part, and the buyer keeps it"))],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    amount = forms.CharField(
        label=_("The part"),
        max_length=14,
        error_messages={"required": _("Write how much.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, lines: Mapping[OrderLine, Money], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = {line.pk: most for line, most in lines.items()}
        self.fields["amount"].required = self.data.get("how_much", PART) == PART
        choices = [(line.pk, line.title) for line in lines]
        field = self.fields["line"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = choices
        field.initial = choices[0][0] if len(choices) == 1 else None

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        most = self.most.get(found.get("line", 0))
        if most is None or "how_much" not in found:
            return found
        found["most"] = most
        found["amount"] = most if found["how_much"] == ALL else self._part(found, most)
        return found

    def _part(self, found: dict[str, Any], most: Money) -> Money | None:
        if "amount" not in found:
            return None
        try:
            part = amount_of(found["amount"], most.currency)
        except ValidationError as wrong:
            self.add_error("amount", wrong)
            return None
        if not Money.zero(most.currency) < part <= most:
            allowed = _("More than nothing and at most %(most)s.") % {"most": most.format()}
            self.add_error("amount", allowed)
        return part


class ConfirmedForm(forms.Form):
    """What the seller saw on the page that asked once more."""

    line = forms.IntegerField()
    minor = forms.IntegerField(min_value=1)
    most = forms.IntegerField(min_value=1)
