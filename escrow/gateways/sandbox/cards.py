"""The sandbox's cards: the number decides what happens, at once and later."""

from dataclasses import dataclass
from enum import StrEnum


class Plot(StrEnum):
    """What a card's number wants to happen."""

    SUCCEED = "succeed"
    CHALLENGE = "challenge"
    DECLINE = "decline"
    TIMEOUT_TAKEN = "timeout_taken"
    TIMEOUT_LOST = "timeout_lost"
    MESSAGE_LATE = "message_late"
    MESSAGE_TWICE = "message_twice"
    TAKEN_TWICE = "taken_twice"
    TAKES_LESS = "takes_less"
    TAKES_MORE = "takes_more"
    REFUND_BOUNCES = "refund_bounces"
    REFUND_DECLINED = "refund_declined"
    REFUND_TIMEOUT_DONE = "refund_timeout_done"
    REFUND_TIMEOUT_LOST = "refund_timeout_lost"
    WARNED = "warned"
    CHARGED_BACK = "charged_back"
    CHARGED_BACK_WON = "charged_back_won"
    CHARGED_BACK_LOST = "charged_back_lost"


@dataclass(frozen=True)
class Card:
    """`code` is what a refusal says; `group` is the heading it stands under."""

    number: str
    plot: Plot
    group: str
    code: str = ""

    @property
    def last4(self) -> str:
        return self.number[-4:]

    @property
    def spaced(self) -> str:
        return " ".join(self.number[at : at + 4] for at in range(0, 16, 4))


USUAL, REFUSED, LINE, AMOUNT, REFUND, BANK = "usual", "refused", "line", "amount", "refund", "bank"

CARDS = [
    Card("4242424242424242", Plot.SUCCEED, USUAL),
    Card("4000002500003155", Plot.CHALLENGE, USUAL),
    Card("4000000000000002", Plot.DECLINE, REFUSED, "card_declined"),
    Card("4000000000009995", Plot.DECLINE, REFUSED, "insufficient_funds"),
    Card("4000000000000069", Plot.DECLINE, REFUSED, "expired_card"),
    Card("4000000000009987", Plot.DECLINE, REFUSED, "lost_card"),
    Card("4000000000000127", Plot.DECLINE, REFUSED, "incorrect_cvc"),
    Card("4000000000009037", Plot.DECLINE, REFUSED, "do_not_honor"),
    Card("4000000000000119", Plot.DECLINE, REFUSED, "processing_error"),
    Card("4000000000000341", Plot.TIMEOUT_TAKEN, LINE),
    Card("4000000000000358", Plot.TIMEOUT_LOST, LINE),
    Card("4000000000000614", Plot.MESSAGE_LATE, LINE),
    Card("4000000000000622", Plot.MESSAGE_TWICE, LINE),
    Card("4000000000000218", Plot.TAKEN_TWICE, AMOUNT),
    Card("4000000000000416", Plot.TAKES_LESS, AMOUNT),
    Card("4000000000000424", Plot.TAKES_MORE, AMOUNT),
    Card("4000000000005126", Plot.REFUND_BOUNCES, REFUND),
    Card("4000000000000515", Plot.REFUND_DECLINED, REFUND),
    Card("4000000000000523", Plot.REFUND_TIMEOUT_DONE, REFUND),
    Card("4000000000000713", Plot.REFUND_TIMEOUT_LOST, REFUND),
    Card("4000000000001976", Plot.WARNED, BANK),
    Card("4000000000000259", Plot.CHARGED_BACK, BANK),
    Card("4000000000000317", Plot.CHARGED_BACK_WON, BANK),
    Card("4000000000000325", Plot.CHARGED_BACK_LOST, BANK),
]
RETRYABLE = {"insufficient_funds", "processing_error", "abandoned", "authentication_failed"}
_by_number = {card.number: card for card in CARDS}


class NoSuchCard(ValueError):
    """The sandbox knows no card with that number."""


def card(number: str) -> Card:
    """The card of that number, spaces ignored. Raises NoSuchCard."""
    try:
        return _by_number[number.replace(" ", "")]
    except KeyError:
        raise NoSuchCard(number) from None
