"""What staff fill in to decide: for the two to read, or blind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disputes import findings
from disputes.models.decision import Outcome
from disputes.models.dispute_state import PostageBy
from disputes.ruling import Ruling
from escrow.money import Money
from marketplace.forms.amounts import amount_of

WORDS = 4000
# They help to write the decision, and are no part of it.
ASIDE = ("macro", "language")
WRITTEN = forms.Textarea(attrs={"rows": 5})


class DecisionForm(forms.Form):
    """How staff would decide. `ruling` is what the stories take."""

    outcome = forms.ChoiceField(
        label=_("Who gets the money"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    amount = forms.CharField(
        label=_("The buyer gets back"),
        max_length=14,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Write how much the buyer gets back.")},
    )
    reasons = forms.CharField(
        label=_("Why"), help_text=_("Both parties read it, word for word."), widget=WRITTEN
    )
    facts = forms.MultipleChoiceField(
        label=_("What we found"),
        choices=findings.CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    clauses = forms.MultipleChoiceField(
        label=_("By which rules"), widget=forms.CheckboxSelectMultiple, required=False
    )
    evidence_ids = forms.MultipleChoiceField(
        label=_("On which evidence"), widget=forms.CheckboxSelectMultiple, required=False
    )
    return_needed = forms.BooleanField(label=_("It has to be sent back first"), required=False)
    postage_by = forms.ChoiceField(
        label=_("Who pays for sending it back"),
        choices=PostageBy.choices,
        initial=PostageBy.SELLER,
        required=False,
    )

    macro = forms.ChoiceField(label=_("Ready-made reasons"), required=False)
    language = forms.ChoiceField(label=_("In which language"), required=False)

    use_required_attribute = False

    def __init__(
        self, *args: Any, currency: str, choices: dict[str, list[tuple[str, Any]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["amount"].required = self.data.get("outcome", Outcome.SPLIT) == Outcome.SPLIT
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        typed = found.pop("amount", "")
        if found.get("outcome") == Outcome.SPLIT and typed:
            found["refund"] = self._amount(typed)
        return found

    @property
    def ruling(self) -> Ruling:
        chosen = {name: self.cleaned_data[name] for name in self.cleaned_data if name not in ASIDE}
        return Ruling(**chosen)

    def _amount(self, typed: str) -> Money | None:
        try:
            return amount_of(typed, self.currency)
        except ValidationError as wrong:
            self.add_error("amount", wrong)
            return None


class BlindForm(forms.Form):
    """How somebody else would have decided; it moves nothing."""

    outcome = forms.ChoiceField(
        label=_("Who should get the money"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    amount = forms.CharField(label=_("The buyer gets back"), max_length=14, required=False)
    reasons = forms.CharField(
        label=_("Why, in short"),
        help_text=_("Only our staff read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=WORDS,
    )
    use_required_attribute = False

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency

    def clean_amount(self) -> Money | None:
        if self.cleaned_data.get("outcome") != Outcome.SPLIT:
            return None
        return amount_of(self.cleaned_data["amount"], self.currency)

    @property
    def ruling(self) -> Ruling:
        found = self.cleaned_data
        return Ruling(found["outcome"], found["reasons"], found["amount"])
