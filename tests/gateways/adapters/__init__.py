"""How to make each gateway do what the suite asks. A new gateway needs one of these, and no test."""

from __future__ import annotations

from tests.gateways.adapters.balance import Balance
from tests.gateways.adapters.bank_transfer import BankTransfer
from tests.gateways.adapters.base import Adapter
from tests.gateways.adapters.paypal import PayPal
from tests.gateways.adapters.sandbox import Sandbox
from tests.gateways.adapters.stripe import Stripe

__all__ = ["ADAPTERS", "Adapter"]

ADAPTERS: dict[str, type[Adapter]] = {
    "sandbox": Sandbox,
    "balance": Balance,
    "stripe": Stripe,
    "paypal": PayPal,
    "bank_transfer": BankTransfer,
}
