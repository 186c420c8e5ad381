"""What one types on the pretend provider's page."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.gateways.sandbox import cards

PLOTS: dict[str, Promise] = {
    cards.SUCCEED: _("Pays at once."),
    cards.CHALLENGE: _("The bank asks first whether it is you."),
    cards.TIMEOUT_TAKEN: _("The line goes dead, but the money was taken."),
    cards.TIMEOUT_LOST: _("The line goes dead, and nothing was taken."),
}
REFUSALS: dict[str, Promise] = {
    "card_declined": _("Is refused."),
    "insufficient_funds": _("Is refused: not enough money."),
    "expired_card": _("Is refused: it has expired."),
}


class CardForm(forms.Form):
    """One of the sandbox's cards, or a number typed by hand."""

    card = forms.ChoiceField(
        label=_("Which card?"),
        choices=[(card.number, card.number) for card in cards.CARDS],
        initial=cards.CARDS[0].number,
        required=False,
        widget=forms.RadioSelect,
    )
    number = forms.CharField(
        label=_("Or type a number"),
        required=False,
        max_length=23,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, str]:
        """What was typed goes before what was chosen."""
        said = self.cleaned_data
        try:
            said["chosen"] = cards.card(said.get("number") or said.get("card") or "").number
        except cards.NoSuchCard:
            self.add_error(
                "number", _("The sandbox knows no such card. Take one from the list above.")
            )
        return said


def choices() -> list[dict[str, object]]:
    """The cards with what each does."""
    return [
        {
            "number": card.number,
            "shown": " ".join(card.number[at : at + 4] for at in range(0, 16, 4)),
            "does": REFUSALS.get(card.code) or PLOTS[card.plot],
        }
        for card in cards.CARDS
    ]
