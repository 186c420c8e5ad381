"""What must be right before people are told to send money to our bank account."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from escrow.currencies import EXPONENTS
from escrow.gateways.bank_transfer import account
from escrow.gateways.bank_transfer.csv_columns import TITLES

EXAMPLES = {"DE89370400440532013000", "GB33BUKB20201555555555", "GB82WEST12345698765432"}
PAIN = re.compile(r"pain\.001\.001\.(03|09)")


@register()
def account_is_whole(**_: Any) -> list[CheckMessage]:
    """A wrong digit sends every buyer's money to somebody else, or nowhere."""
    if not _is_on():
        return []
    found: list[CheckMessage] = []
    if not account.is_iban(account.iban()):
        found.append(Error("BANK_TRANSFER_IBAN is not an IBAN.", id="holdfast.E040"))
    if not account.holder().strip():
        found.append(Error("BANK_TRANSFER_HOLDER is empty.", id="holdfast.E041"))
    if account.bic() and not re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", account.bic()):
        found.append(Error("BANK_TRANSFER_BIC is not a BIC.", id="holdfast.E042"))
    return found


@register()
def account_is_no_example(**_: Any) -> list[CheckMessage]:
    """An account number out of a manual is nobody's account."""
    if not settings.PRODUCTION or not _is_on() or account.iban() not in EXAMPLES:
        return []
    return [Error("BANK_TRANSFER_IBAN is an example from a manual.", id="holdfast.E043")]


@register()
def account_takes_these_currencies(**_: Any) -> list[CheckMessage]:
    if not _is_on():
        return []
    unknown = sorted(account.currencies() - set(EXPONENTS))
    if unknown or not account.currencies():
        named = ", ".join(unknown) or "nothing"
        return [Error(f"BANK_TRANSFER_CURRENCIES names {named}.", id="holdfast.E044")]
    return []


@register()
def files_can_be_read_and_written(**_: Any) -> list[CheckMessage]:
    """Columns of the CSV and the version of the payment file are ones that we know."""
    if not _is_on():
        return []
    found: list[CheckMessage] = []
    if not PAIN.fullmatch(settings.BANK_TRANSFER_PAIN):
        words = "BANK_TRANSFER_PAIN is neither pain.001.001.09 nor pain.001.001.03."
        found.append(Error(words, id="holdfast.E045"))
    unknown = sorted(set(settings.BANK_TRANSFER_CSV_COLUMNS) - set(TITLES))
    if unknown:
        words = f"BANK_TRANSFER_CSV_COLUMNS names {', '.join(unknown)}."
        found.append(Error(words, hint=f"Known: {', '.join(TITLES)}.", id="holdfast.E046"))
    if {"%d/%m/%Y", "%m/%d/%Y"} <= set(settings.BANK_TRANSFER_CSV_DAYS):
        words = "BANK_TRANSFER_CSV_DAYS has both day/month and month/day: 03/04 is a guess."
        found.append(Warning(words, id="holdfast.W040"))
    return found


def _is_on() -> bool:
    return account.NAME in settings.HOLDFAST_GATEWAYS
