"""The balance answers at once, and has no provider that could fail."""

from __future__ import annotations

from datetime import timedelta

from escrow.money import Money
from tests.gateways import asked
from tests.gateways.adapters.base import Adapter


class Balance(Adapter):
    patience = timedelta(minutes=10)

    def can_pay(self, amount: Money) -> None:
        asked.give_balance(self.buyer, amount)
