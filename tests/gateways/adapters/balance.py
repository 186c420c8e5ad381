"""The balance answers at once, and has no provider that could fail."""

from __future__ import annotations

from escrow.gateways.lateness import PATIENCE
from escrow.money import Money
from tests.gateways import asked
from tests.gateways.adapters.base import Adapter


class Balance(Adapter):
    patience = PATIENCE

    def can_pay(self, amount: Money) -> None:
        asked.give_balance(self.buyer, amount)
