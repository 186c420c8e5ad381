"""What one chooses on the pretend provider's page, and what each choice does, in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.gateways.sandbox import cards
from escrow.gateways.sandbox.cards import Card, Plot

VOUCHER = "voucher"
PLOTS: dict[str, Promise] = {
    Plot.SUCCEED: _("Pays at once."),
    Plot.CHALLENGE: _("The bank asks first whether it is you."),
    Plot.TIMEOUT_TAKEN: _("The line goes dead, but the money was taken."),
    Plot.TIMEOUT_LOST: _("The line goes dead, and nothing was taken."),
    Plot.MESSAGE_LATE: _("Pays; the provider's message comes ten minutes late."),
    Plot.MESSAGE_TWICE: _("Pays; the provider's message comes twice."),
    Plot.TAKEN_TWICE: _("Pays, and the provider takes the money twice."),
    Plot.TAKES_LESS: _("Takes the smallest coin too little."),
    Plot.TAKES_MORE: _("Takes the smallest coin too much."),
    Plot.REFUND_BOUNCES: _("Pays; a refund comes back after two days: the card is closed."),
    Plot.REFUND_DECLINED: _("Pays; a refund is refused."),
    Plot.REFUND_TIMEOUT_DONE: _("Pays; a refund is sent, but the line goes dead."),
    Plot.REFUND_TIMEOUT_LOST: _("Pays; a refund fails, and the line goes dead."),
    Plot.WARNED: _("Pays; then the bank warns that the buyer complains."),
    Plot.CHARGED_BACK: _("Pays; then the bank takes it back, and you decide how that ends."),
    Plot.CHARGED_BACK_WON: _("Pays; the bank takes it back, and our evidence wins."),
    Plot.CHARGED_BACK_LOST: _("Pays; the bank takes it back, and our evidence loses."),
}
REFUSALS: dict[str, Promise] = {
    "card_declined": _("Is refused."),
    "insufficient_funds": _("Is refused: not enough money."),
    "expired_card": _("Is refused: it has expired."),
    "lost_card": _("Is refused: somebody lost it."),
    "incorrect_cvc": _("Is refused: the three digits on its back are wrong."),
    "do_not_honor": _("Is refused: the bank does not say why."),
    "processing_error": _("Is refused: the provider made a mistake. Once more may help."),
}
GROUPS: dict[str, Promise] = {
    cards.USUAL: _("The usual"),
    cards.REFUSED: _("Refused"),
    cards.LINE: _("The line fails"),
    cards.AMOUNT: _("The provider gets it wrong"),
    cards.REFUND: _("Refunds go wrong"),
    cards.BANK: _("The bank takes it back"),
}


class CardForm(forms.Form):
    """One of the sandbox's cards, a number typed by hand, or a voucher."""

    card = forms.ChoiceField(
        label=_("Which card?"),
        choices=[*((card.number, card.number) for card in cards.CARDS), (VOUCHER, VOUCHER)],
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
        if said.get("card") == VOUCHER and not said.get("number"):
            return said | {"chosen": VOUCHER}
        try:
            said["chosen"] = cards.card(said.get("number") or said.get("card") or "").number
        except cards.NoSuchCard:
            self.add_error(
                "number", _("The sandbox knows no such card. Take one from the list above.")
            )
        return said


def groups() -> list[dict[str, Any]]:
    """The cards with what each does, under their headings."""
    return [
        {"title": title, "cards": [_shown(card) for card in cards.CARDS if card.group == group]}
        for group, title in GROUPS.items()
    ]


def does(card: Card) -> Promise:
    """What happens with this card, in a sentence."""
    return REFUSALS[card.code] if card.plot == Plot.DECLINE else PLOTS[card.plot]


def _shown(card: Card) -> dict[str, object]:
    return {"number": card.number, "shown": card.spaced, "does": does(card)}
