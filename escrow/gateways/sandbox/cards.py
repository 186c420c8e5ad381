"""The sandbox's cards: the number decides what happens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    number: str
    plot: str
    code: str = ""

    @property
    def last4(self) -> str:
        return self.number[-4:]


SUCCEED = "succeed"
DECLINE = "decline"
CHALLENGE = "challenge"
TIMEOUT_TAKEN = "timeout_taken"
TIMEOUT_LOST = "timeout_lost"

CARDS = [
    Card("4242424242424242", SUCCEED),
    Card("4000002500003155", CHALLENGE),
    Card("4000000000000002", DECLINE, "card_declined"),
    Card("4000000000009995", DECLINE, "insufficient_funds"),
    Card("4000000000000069", DECLINE, "expired_card"),
    Card("4000000000000341", TIMEOUT_TAKEN),
    Card("4000000000000358", TIMEOUT_LOST),
]
_by_number = {card.number: card for card in CARDS}


class NoSuchCard(ValueError):
    """The sandbox knows no card with that number."""


def card(number: str) -> Card:
    """The card of that number, spaces ignored. Raises NoSuchCard."""
    try:
        return _by_number[number.replace(" ", "")]
    except KeyError:
        raise NoSuchCard(number) from None
