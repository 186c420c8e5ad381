"""How to make each gateway do what the suite asks. A new gateway needs one of these, and no test."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta

import pytest

from escrow.gateways.sandbox import book, faults, messages, provider
from escrow.models import (
    Operation,
    SandboxCharge,
    SandboxChargeback,
    SandboxMessage,
    SandboxPayout,
    SandboxRefund,
)
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked

Message = tuple[dict[str, str], bytes]


class Adapter:
    """What a gateway cannot be made to do is left as it is here, and its tests are skipped.

    `succeeds`, `declines`, `waits`: the details of a charge that ends like that. `patience`: how
    long after a call the gateway may still say that it does not know.
    """

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


class Sandbox(Adapter):
    succeeds = {"card": "4242424242424242"}
    declines = {"card": "4000000000000002"}
    waits = {"card": "4000002500003155"}
    pays_to, refuses_to = "000123456789", "000111111116"

    def lose_calls(self) -> AbstractContextManager[object]:
        return faults.raining(seed=1, calls_lost=1)

    def lose_answers(self) -> AbstractContextManager[object]:
        return faults.raining(seed=1, answers_lost=1)

    def finish(self, operation: Operation) -> None:
        charge = SandboxCharge.objects.get(operation_key=operation.pk)
        provider.finish_challenge(charge, passed=True)

    def take_again(self) -> dict[str, str]:
        return {"card": "4000000000000218"}

    def bounce(self, refund: Operation) -> None:
        provider.bounce(SandboxRefund.objects.get(operation_key=refund.pk))

    def arrive(self, payout: Operation) -> None:
        provider.arrive(SandboxPayout.objects.get(operation_key=payout.pk))

    def come_back(self, payout: Operation) -> None:
        provider.come_back(SandboxPayout.objects.get(operation_key=payout.pk))

    def charge_back(self, charge: Operation) -> str:
        return provider.open_chargeback(book.captures(charge.pk)[0]).reference

    def decide(self, reference: str, *, won: bool) -> None:
        provider.decide(SandboxChargeback.objects.get(reference=reference), won=won)

    def messages(self) -> list[Message]:
        bodies = [row.body.encode() for row in SandboxMessage.objects.order_by("pk")]
        return [({messages.SIGNATURE: messages.sign(body)}, body) for body in bodies]


class Balance(Adapter):
    patience = timedelta(minutes=10)

    def can_pay(self, amount: Money) -> None:
        asked.give_balance(self.buyer, amount)


ADAPTERS: dict[str, type[Adapter]] = {"sandbox": Sandbox, "balance": Balance}
