"""The sandbox does everything that it is asked to."""

from __future__ import annotations

from contextlib import AbstractContextManager

from escrow.gateways.sandbox import book, faults, messages, provider
from escrow.models import (
    Operation,
    SandboxCharge,
    SandboxChargeback,
    SandboxMessage,
    SandboxPayout,
    SandboxRefund,
)
from tests.gateways.adapters.base import Adapter, Message


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
