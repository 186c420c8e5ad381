"""What the two parties fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disputes import postage, remedy_cards
from disputes.execution import Terms
from disputes.models import Dispute
from disputes.models.dispute_state import Remedy
from disputes.remedy_cards import RemedyCard
from escrow.money import Money
from marketplace.forms.amounts import amount_of
from marketplace.forms.photos import FilesField

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
