"""What staff fill in on a case."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes import reasons, remedy_cards
from disputes.models import Dispute
from disputes.models.dispute_state import Side
from disputes.queue_form import colleagues
from escrow.money import Money
from marketplace.forms.amounts import amount_of
from marketplace.models import User

WORDS = 4000


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
