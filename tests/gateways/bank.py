"""What a buyer, the bank and the staff do around bank transfers, in one line each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from escrow import clock, gateways, operations, reconciliation
from escrow.gateways.bank_transfer import payment_file, reference
from escrow.gateways.bank_transfer.importing import Import, import_statement
from escrow.models import BankCharge, BankFile, BankTransfer, Operation, ReportDifference
from escrow.money import Money
from marketplace import paying
from marketplace.models import Checkout, Listing, User
from tests import doings
from tests.peers.bank_transfer import Batch, Entry, camt


def promised(buyer: User, *listings: Listing) -> Checkout:
    """A purchase whose buyer has chosen the bank transfer."""
    placed = doings.place(buyer, *listings, way="bank_transfer")
    paying.pay(placed, by=buyer, details={"return_url": "/"})
    placed.refresh_from_db()
    return placed


def charge_of(placed: Checkout) -> BankCharge:
    mine = Operation.objects.filter(payment__tender__checkout=placed, gateway="bank_transfer")
    asked = mine.get(kind="charge")
    return BankCharge.objects.get(operation_key=asked.pk)


def paid(placed: Checkout, minor: int | None = None, **how: Any) -> Entry:
    """A line of the statement: so much came, with the purchase's reference in its text."""
    charge = charge_of(placed)
    amount = charge.amount if minor is None else Money(minor, charge.currency)
    return Entry(amount, how.pop("text", f"order {reference.shown(charge.reference or '')}"), **how)


def bring(*entries: Entry | Batch, **how: Any) -> Import:
    return import_statement(camt(entries, **how), "statement.xml")


def sent() -> list[Entry]:
    """What waited is in a file, and here is what the bank's statement says of it."""
    operations.run_waiting()
    made = payment_file.make_file()
    return [debit(transfer) for transfer in made.transfers.order_by("pk")]


def debit(transfer: BankTransfer) -> Entry:
    how = {"iban": transfer.iban, "end_to_end": transfer.end_to_end}
    return Entry(-transfer.amount, "refund", transfer.holder, **how)


def returned(transfer: BankTransfer) -> Entry:
    ident = transfer.end_to_end
    return Entry(transfer.amount, "return", end_to_end=ident, return_code="AC04")


def written() -> BankFile:
    return BankFile.objects.get()


def next_morning() -> list[ReportDifference]:
    """The day is over; what our books and the account's report disagree about."""
    clock.advance(timedelta(days=1))
    yesterday = clock.now().date() - timedelta(days=1)
    return reconciliation.reconcile(gateways.get("bank_transfer"), yesterday)
