"""What staff fill in on a case."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disputes import findings, reasons, remedy_cards
from disputes.deciding import Ruling
from disputes.models import Dispute
from disputes.models.decision import Outcome
from disputes.models.dispute_state import PostageBy, Side
from disputes.queue_form import colleagues
from escrow.money import Money
from marketplace.forms.amounts import amount_of
from marketplace.models import User

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


class AskForm(forms.Form):
    """What staff need, and from whom."""

    side = forms.ChoiceField(label=_("From whom"), choices=Side.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What do you need?"),
        help_text=_("They read it word for word, and have three days."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=WORDS,
    )
    use_required_attribute = False


class RejectForm(forms.Form):
    """Why the second person does not agree."""

    words = forms.CharField(
        label=_("What should be different, and why?"),
        help_text=_("Whoever wrote it reads it. The two of the case do not."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=WORDS,
        error_messages={"required": _("Write what should be different, and why.")},
    )
    use_required_attribute = False


class NoteForm(forms.Form):
    """What the others should know."""

    words = forms.CharField(
        label=_("A note for the others"),
        help_text=_("The two never read it. It stays as it is written."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=WORDS,
        error_messages={"required": _("Write something that the others should know.")},
    )
    use_required_attribute = False


class HandOverForm(forms.Form):
    """To whom, and what they should know."""

    to = forms.ModelChoiceField(
        User.objects.none(), label=_("To whom"), empty_label=_("Choose a colleague")
    )
    words = forms.CharField(
        label=_("What should they know?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=WORDS,
        error_messages={"required": _("Write what your colleague should know.")},
    )
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["to"]).queryset = colleagues()


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


class LettersForm(forms.Form):
    """Why somebody opens private letters."""

    why = forms.CharField(
        label=_("What do you look for?"),
        max_length=200,
        error_messages={"required": _("Write what you look for in their letters.")},
    )
    use_required_attribute = False


class SuggestForm(forms.Form):
    """What the two said that they agree on."""

    remedy = forms.ChoiceField(label=_("How it would end"))
    amount = forms.CharField(
        label=_("The buyer gets back"),
        max_length=14,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Write how much the buyer gets back.")},
    )
    words = forms.CharField(
        label=_("Where did they say so?"),
        help_text=_("Both read it. It binds nobody: each of them still says yes."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=WORDS,
    )
    use_required_attribute = False

    def __init__(self, *args: Any, case: Dispute, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = case.currency
        ways = [(code, remedy_cards.OFFER[code][0]) for code in reasons.offerable(case.reason)]
        cast(forms.ChoiceField, self.fields["remedy"]).choices = ways

    def clean_amount(self) -> Money:
        return amount_of(self.cleaned_data["amount"], self.currency)
