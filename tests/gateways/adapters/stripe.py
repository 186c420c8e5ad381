"""Stripe, spoken to over HTTP: a strict peer on this machine stands in for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from escrow.gateways import Answer, Gateway, Status
from escrow.gateways.lateness import PATIENCE
from escrow.models import Operation
from escrow.money import Money
from tests.gateways.adapters.base import Adapter, Message
from tests.peers.stripe import StripePeer
from tests.peers.stripe.peer import KEY, SECRET

LEAST = Money(50, "EUR")


class Stripe(Adapter):
    """What a buyer types on Stripe's page is in the details, under `card`."""

    succeeds = {"card": "4242424242424242"}
    declines = {"card": "4000000000000002"}
    waits = {"card": "4000002500003155"}
    pays_to, refuses_to = "acct_1Ada", "acct_1Closed"
    patience = PATIENCE
    peer: StripePeer

    @classmethod
    @contextmanager
    def at_hand(cls, settings: Any, directory: Path) -> Iterator[None]:
        cls.peer = StripePeer()
        settings.STRIPE_API_URL = settings.STRIPE_FILES_URL = cls.peer.url
        settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRETS = KEY, [SECRET]
        settings.STRIPE_CONNECT = True
        cls.peer.deeds.account("acct_1Ada")
        cls.peer.deeds.account("acct_1Closed", takes=False)
        cls.peer.deeds.account("acct_1Fails", fails_with="account_closed")
        try:
            yield
        finally:
            cls.peer.close()

    def can_pay(self, amount: Money) -> None:
        if amount.currency == LEAST.currency and amount < LEAST:
            self.cannot("take less than Stripe's least amount")

    def pay(self, gateway: Gateway, charge: Operation) -> Answer:
        """After a decline the buyer goes away, and the page's time runs out."""
        answer = gateway.start(charge)
        if answer.status != Status.REQUIRES_ACTION:
            return answer
        card = charge.details["card"]
        self.peer.deeds.pay(answer.reference, card)
        if charge.details.get("twice"):
            self.peer.deeds.take_again(answer.reference)
        if card == self.declines["card"]:
            return gateway.void(charge)
        return gateway.fetch(charge)

    def lose_calls(self) -> AbstractContextManager[object]:
        return self.peer.losing_calls()

    def lose_answers(self) -> AbstractContextManager[object]:
        return self.peer.losing_answers()

    def finish(self, operation: Operation) -> None:
        session = self.peer.deeds.of("checkout.session", str(operation.pk))
        self.peer.deeds.pay(session["id"], operation.details["card"])
        self.peer.deeds.answer_challenge(session["id"], passed=True)

    def take_again(self) -> dict[str, str]:
        return {**self.succeeds, "twice": "yes"}

    def bounce(self, refund: Operation) -> None:
        self.peer.deeds.refund_fails(str(refund.pk))

    def arrive(self, payout: Operation) -> None:
        self.peer.deeds.bank_takes(str(payout.pk))

    def come_back(self, payout: Operation) -> None:
        self.peer.deeds.bank_returns(str(payout.pk))

    def charge_back(self, charge: Operation) -> str:
        return str(self.peer.deeds.go_to_bank(str(charge.pk))["id"])

    def decide(self, reference: str, *, won: bool) -> None:
        self.peer.deeds.decide(reference, won=won)

    def messages(self) -> list[Message]:
        return self.peer.messages()
