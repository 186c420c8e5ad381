"""What the suite asks of a gateway beyond the protocol; what one cannot do is skipped."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta

import pytest

from escrow.gateways import Answer, Gateway
from escrow.models import Operation
from escrow.money import Money
from marketplace.models import User

Message = tuple[dict[str, str], bytes]


class Adapter:
    """What a gateway cannot be made to do is left as it is here, and its tests are skipped.

    `succeeds`, `declines`, `waits`: the details of a charge that ends like that, once `pay` has
    done with it. `patience`: how long after a call the gateway may still say that it does not know.
    `settings`: what the gateway needs to know in a test.
    """

    settings: dict[str, object] = {}
    succeeds: dict[str, str] = {}
    declines: dict[str, str] | None = None
    waits: dict[str, str] | None = None
    pays_to, refuses_to = "", ""
    patience = timedelta()

    def __init__(self, buyer: User) -> None:
        self.buyer = buyer

    def can_pay(self, amount: Money) -> None:
        """Give the buyer the means."""

    def cannot(self, what: str) -> None:
        pytest.skip(f"this gateway cannot be made to {what}")

    def pay(self, gateway: Gateway, charge: Operation) -> Answer:
        """Start a charge, and let the buyer do at the provider's what its details say."""
        return gateway.start(charge)

    def refund(self, gateway: Gateway, refund: Operation) -> Answer:
        """Ask for a refund; the answer when it has gone through, where that takes time."""
        return gateway.refund(refund)

    def lose_calls(self) -> AbstractContextManager[object]:
        self.cannot("lose a call")
        return nullcontext()

    def lose_answers(self) -> AbstractContextManager[object]:
        self.cannot("lose an answer")
        return nullcontext()

    def finish(self, operation: Operation) -> None:
        """The buyer does what a waiting charge waits for."""
        self.cannot("let a charge wait")

    def take_again(self) -> dict[str, str]:
        """Details of a charge whose money is taken twice."""
        self.cannot("take money twice")
        return {}

    def bounce(self, refund: Operation) -> None:
        self.cannot("bounce a refund")

    def arrive(self, payout: Operation) -> None:
        self.cannot("bring a payout to its bank")

    def come_back(self, payout: Operation) -> None:
        self.cannot("return a payout")

    def charge_back(self, charge: Operation) -> str:
        """The bank takes it back; returns the provider's reference."""
        self.cannot("charge back")
        return ""

    def decide(self, reference: str, *, won: bool) -> None:
        self.cannot("decide a chargeback")

    def messages(self) -> list[Message]:
        """What the gateway has sent so far."""
        self.cannot("send messages")
        return []
