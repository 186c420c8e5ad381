"""What stands in one line of a bank's statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from escrow import clock
from escrow.money import Money

OUR_ACCOUNT = "DE89370400440532013000"
BENS_ACCOUNT = "DE02120300000000202051"
_numbers = count(1)


def _next_reference() -> str:
    return f"BANK{next(_numbers):010}"


@dataclass(frozen=True)
class Entry:
    """`amount` is positive when money comes in; `bank_reference` is the bank's own, unlike any other."""

    amount: Money
    text: str = ""
    name: str = "Ben Okafor"
    iban: str = BENS_ACCOUNT
    end_to_end: str = ""
    structured: str = ""
    bank_reference: str = field(default_factory=_next_reference)
    is_reversal: bool = False
    is_fee: bool = False
    return_code: str = ""
    is_pending: bool = False
    day: date = field(default_factory=lambda: clock.now().date())


@dataclass(frozen=True)
class Batch:
    """One booking of several transactions: the bank gives its sum, and the parts below it."""

    parts: tuple[Entry, ...]
