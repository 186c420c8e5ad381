"""Our own bank account: where buyers send their money, and where refunds and payouts leave from."""

from __future__ import annotations

from django.conf import settings
from stdnum import iban as ibans

from escrow.chart import Kind
from escrow.ledger import Place

NAME = "bank_transfer"
CLEARING = Place(Kind.PSP_CLEARING, NAME)


def holder() -> str:
    return str(settings.BANK_TRANSFER_HOLDER)


def iban() -> str:
    return str(ibans.compact(settings.BANK_TRANSFER_IBAN)).upper()


def bic() -> str:
    return str(settings.BANK_TRANSFER_BIC).replace(" ", "").upper()


def bank() -> str:
    return str(settings.BANK_TRANSFER_BANK)


def currencies() -> frozenset[str]:
    return frozenset(settings.BANK_TRANSFER_CURRENCIES)


def in_groups(number: str) -> str:
    """An IBAN as people read it, in groups of four."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def masked(number: str) -> str:
    """Enough of an account number to know it again."""
    return f"··{number[-4:]}" if number else ""


def is_iban(number: str) -> bool:
    return bool(ibans.is_valid(number, check_country=False))
