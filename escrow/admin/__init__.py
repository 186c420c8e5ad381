"""The books and the clock for staff to read, a noun in each module."""

from escrow.admin import (
    bank_account,
    bank_statements,
    bank_transfers,
    books,
    holds,
    notices,
    operations,
    outages,
    payments,
    provider_messages,
    reconciliation,
    records,
    refunds,
    timers,
    trail,
)

__all__ = [
    "bank_account",
    "bank_statements",
    "bank_transfers",
    "books",
    "holds",
    "notices",
    "operations",
    "outages",
    "payments",
    "provider_messages",
    "reconciliation",
    "records",
    "refunds",
    "timers",
    "trail",
]
