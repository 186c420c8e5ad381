"""The sandbox's bank accounts: the last four digits decide what becomes of a payout."""

from dataclasses import dataclass
from enum import StrEnum


class Plot(StrEnum):
    """What an account's number wants to happen to a payout."""

    PAY = "pay"
    DECLINE = "decline"
    TIMEOUT_TAKEN = "timeout_taken"
    TIMEOUT_LOST = "timeout_lost"
    RETURN = "return"
    LINGER = "linger"


@dataclass(frozen=True)
class BankAccount:
    number: str
    plot: Plot
    code: str = ""

    @property
    def last4(self) -> str:
        return self.number[-4:]


ACCOUNTS = [
    BankAccount("000123456789", Plot.PAY),
    BankAccount("000111111116", Plot.DECLINE, "account_closed"),
    BankAccount("000111111117", Plot.DECLINE, "no_such_account"),
    BankAccount("000111111124", Plot.TIMEOUT_TAKEN),
    BankAccount("000111111132", Plot.TIMEOUT_LOST),
    BankAccount("000111111140", Plot.RETURN, "account_frozen"),
    BankAccount("000111111157", Plot.LINGER),
]
_by_last4 = {account.last4: account for account in ACCOUNTS}


def account(number: str) -> BankAccount:
    """What happens to payouts to that number; any other than those above is simply paid."""
    return _by_last4.get(number[-4:], ACCOUNTS[0])
