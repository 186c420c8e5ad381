"""What the parties and staff fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disputes import reasons
from disputes.models.decision import Outcome
from disputes.models.dispute import RefundTo, Remedy
from escrow.money import Money
from marketplace.forms.amounts import amount_of
from marketplace.forms.photos import FilesField
from marketplace.models import Order, OrderLine

WORDS = 4000
WRITTEN = forms.Textarea(attrs={"rows": 5})


class OpenDisputeForm(forms.Form):
    """Cleans to what opening.open_dispute wants."""

    reason = forms.ChoiceField(
        choices=[(reason.code, reason.title) for reason in reasons.REASONS],
        error_messages={"required": _("Choose what is wrong.")},
    )
    description = forms.CharField(
        label=_("What happened?"),
        help_text=_("In your own words. The seller reads it, and our staff if you cannot agree."),
        widget=WRITTEN,
        max_length=WORDS,
    )
    photos = FilesField(label=_("Photos"), required=False)
    remedy = forms.ChoiceField(choices=Remedy.choices, initial=Remedy.REFUND)
    amount = forms.CharField(
        label=_("How much would be right?"),
        max_length=14,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Write how much you ask for.")},
    )
    refund_to = forms.ChoiceField(
        choices=RefundTo.choices, initial=RefundTo.ORIGINAL, required=False
    )
    use_required_attribute = False

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order
        self.lines: list[OrderLine] = list(order.lines.all())
        self.fields["amount"].required = self.data.get("remedy", Remedy.PARTIAL) == Remedy.PARTIAL

    def quantities(self) -> dict[int, int]:
        """The chosen lines and how many of each; all of a line when its number is no number."""
        chosen = [line for line in self.lines if self.data.get(f"line-{line.pk}")]
        return {line.pk: self._quantity(line) for line in chosen}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        typed, remedy = found.pop("amount", ""), found.pop("remedy", None)
        found["refund_to"] = found.get("refund_to") or RefundTo.ORIGINAL
        found["quantities"] = self.quantities()
        if not found["quantities"]:
            raise ValidationError(_("Choose at least one thing."))
        if remedy == Remedy.PARTIAL and typed:
            self._read_amount(found, typed)
        return found

    def _read_amount(self, found: dict[str, Any], typed: str) -> None:
        try:
            found["amount"] = amount_of(typed, self.order.currency)
        except ValidationError as wrong:
            self.add_error("amount", wrong)
            return
        if not found["amount"]:
            self.add_error("amount", _("Ask for more than nothing."))

    def _quantity(self, line: OrderLine) -> int:
        typed = str(self.data.get(f"quantity-{line.pk}", ""))
        return int(typed) if typed.isdecimal() and len(typed) < 7 else line.quantity


class FilesForm(forms.Form):
    """With photos and papers: the good ones are taken, with a sentence for each other one."""

    photos = FilesField(label=_("Photos"), required=False, forgiving=True)

    @property
    def wrong_files(self) -> list[str]:
        field = self.fields["photos"]
        assert isinstance(field, FilesField)
        return field.wrong


class ContestForm(FilesForm):
    """The seller's side of it."""

    text = forms.CharField(
        label=_("Your side"),
        help_text=_("What you sent and how. The buyer and our staff read it."),
        widget=WRITTEN,
        max_length=WORDS,
        error_messages={"required": _("Write why you disagree: our staff decide on what is here.")},
    )


class BankAnswerForm(forms.Form):
    """What a seller tells the buyer's bank."""

    words = forms.CharField(
        label=_("Your side"),
        help_text=_("What was agreed, what you sent, what the buyer wrote. The bank reads it."),
        widget=WRITTEN,
        max_length=WORDS,
        error_messages={
            "required": _("Write your side: without it the bank gets the facts alone.")
        },
    )


class EvidenceForm(FilesForm):
    """More files, or more words."""

    text = forms.CharField(
        label=_("What it shows"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=WORDS,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not self.errors and not found.get("photos") and not found.get("text"):
            raise ValidationError(_("Choose a photo or write something."))
        return found


class DecisionForm(forms.Form):
    """How staff decide. Cleans to what resolution.decide wants."""

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
    clauses = forms.MultipleChoiceField(
        label=_("By which rules"), widget=forms.CheckboxSelectMultiple, required=False
    )
    evidence_ids = forms.MultipleChoiceField(
        label=_("On which evidence"), widget=forms.CheckboxSelectMultiple, required=False
    )

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        currency: str,
        clauses: list[tuple[str, Any]],
        evidence: list[tuple[str, Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["amount"].required = self.data.get("outcome", Outcome.SPLIT) == Outcome.SPLIT
        for name, choices in (("clauses", clauses), ("evidence_ids", evidence)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        typed = found.pop("amount", "")
        if found.get("outcome") == Outcome.SPLIT and typed:
            found["refund"] = self._amount(typed)
        return found

    def _amount(self, typed: str) -> Money | None:
        try:
            return amount_of(typed, self.currency)
        except ValidationError as wrong:
            self.add_error("amount", wrong)
            return None
