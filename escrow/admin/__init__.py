"""The books and the clock for staff to read, a noun in each module."""

from escrow.admin import books, holds, outages, payments, reconciliation, records, timers

__all__ = ["books", "holds", "outages", "payments", "reconciliation", "records", "timers"]
