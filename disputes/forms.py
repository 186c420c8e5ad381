"""What the two parties fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disputes import postage, reasons, remedy_cards
from disputes.claims import Claim
from disputes.execution import Terms
from disputes.models import Dispute
from disputes.models.dispute_state import RefundTo, Remedy
from disputes.remedy_cards import RemedyCard
from escrow.money import Money
from marketplace.forms.amounts import amount_of, as_typed
from marketplace.forms.photos import FilesField
from marketplace.models import Order, OrderLine

WORDS = 4000
WRITTEN = forms.Textarea(attrs={"rows": 5})


REMEDIES = [(remedy, "") for remedy in Remedy]


class FilesForm(forms.Form):
    """With photos and papers: the good ones are taken, with a sentence for each other one."""

    photos = FilesField(label=_("Photos"), required=False, forgiving=True)

    @property
    def wrong_files(self) -> list[str]:
        field = self.fields["photos"]
        assert isinstance(field, FilesField)
        return field.wrong


class OpenDisputeForm(FilesForm):
    """What a buyer asks for; `claim` is what the stories take. A draft may lack its words."""

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
    remedy = forms.ChoiceField(choices=REMEDIES, initial=Remedy.REFUND)
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

    def __init__(
        self, *args: Any, order: Order, draft: Dispute | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = _from(draft) if draft else None
        super().__init__(*args, **kwargs)
        self.order, self.draft = order, draft
        self.lines: list[OrderLine] = list(order.lines.all())
        self.fields["amount"].required = self.data.get("remedy", Remedy.PARTIAL) == Remedy.PARTIAL
        self.fields["description"].required = "save" not in self.data

    def quantities(self) -> dict[int, int]:
        """The chosen lines and how many of each; all of a line when its number is no number."""
        if not self.is_bound:
            return (
                {line.line_id: line.quantity for line in self.draft.lines.all()}
                if self.draft
                else {}
            )
        chosen = [line for line in self.lines if self.data.get(f"line-{line.pk}")]
        return {line.pk: self._quantity(line) for line in chosen}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        typed = found.pop("amount", "")
        found["refund_to"] = found.get("refund_to") or RefundTo.ORIGINAL
        found["quantities"] = self.quantities()
        if not found["quantities"]:
            raise ValidationError(_("Choose at least one thing."))
        if found.get("remedy") == Remedy.PARTIAL and typed:
            self._read_amount(found, typed)
        self._check_remedy(found)
        return found

    @property
    def cards(self) -> list[RemedyCard]:
        """What can be asked for, the chosen one ticked."""
        return remedy_cards.of_claim(self["remedy"].value())

    @property
    def claim(self) -> Claim:
        said = {name: value for name, value in self.cleaned_data.items() if name != "photos"}
        return Claim(**said)

    def _read_amount(self, found: dict[str, Any], typed: str) -> None:
        try:
            found["amount"] = amount_of(typed, self.order.currency)
        except ValidationError as wrong:
            self.add_error("amount", wrong)
            return
        if not found["amount"]:
            self.add_error("amount", _("Ask for more than nothing."))

    def _check_remedy(self, found: dict[str, Any]) -> None:
        reason, remedy = found.get("reason"), found.get("remedy")
        if reason and remedy and not reasons.allows(reason, remedy):
            self.add_error("remedy", remedy_cards.choose_from(reason))

    def _quantity(self, line: OrderLine) -> int:
        typed = str(self.data.get(f"quantity-{line.pk}", ""))
        return int(typed) if typed.isdecimal() and len(typed) < 7 else line.quantity


def _from(draft: Dispute) -> dict[str, Any]:
    """What the draft says, as the buyer typed it."""
    is_part = draft.remedy == Remedy.PARTIAL
    return {
        "reason": draft.reason,
        "description": draft.description,
        "remedy": draft.remedy,
        "refund_to": draft.refund_to,
        "amount": as_typed(draft.claimed) if is_part else "",
    }


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


class OfferForm(forms.Form):
    """How one of the two would end it."""

    remedy = forms.ChoiceField(choices=REMEDIES, initial=Remedy.PARTIAL)
    amount = forms.CharField(
        label=_("How much does the buyer get back?"),
        max_length=14,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Write how much the buyer gets back.")},
    )
    words = forms.CharField(
        label=_("A word with it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=WORDS,
        required=False,
    )
    use_required_attribute = False

    def __init__(self, *args: Any, case: Dispute, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    @property
    def cards(self) -> list[RemedyCard]:
        """The ways to end it, the chosen one ticked."""
        return remedy_cards.of_offer(self.case, self["remedy"].value())

    def clean_amount(self) -> Money:
        return amount_of(self.cleaned_data["amount"], self.case.currency)

    @property
    def terms(self) -> Terms:
        asked = self.cleaned_data
        pays = postage.of_remedy(self.case, asked["remedy"])
        return Terms(asked["amount"], asked["remedy"], pays)


class TypedAmountForm(forms.Form):
    """The buyer types what they would get, because it is much less than they asked for."""

    typed = forms.CharField(max_length=14, required=False)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency

    def clean_typed(self) -> Money | None:
        typed = self.cleaned_data["typed"]
        return amount_of(typed, self.currency) if typed else None


class WordsForm(forms.Form):
    """A comment on a proposal, or the grounds of an appeal."""

    words = forms.CharField(
        label=_("Your words"),
        widget=WRITTEN,
        max_length=WORDS,
        error_messages={"required": _("Write something: an empty answer changes nothing.")},
    )
    use_required_attribute = False
