"""PayPal's transaction search as the report of a day: it is complete some three hours later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from escrow.gateways import ReportLine
from escrow.gateways.paypal import amounts, client, disputes, event_codes
from escrow.gateways.paypal.refusals import Refused

PATH, PAGE_SIZE = "/v1/reporting/transactions", 500
# Done, or done and taken back later. Denied ones and those that wait have moved nothing.
MOVED = {"S", "V"}
Row = dict[str, Any]


def lines(day: date) -> Iterator[ReportLine]:
    """Each movement of the day (UTC), and beside it what PayPal kept of it."""
    rows = [row for row in _rows(day) if row.get("transaction_status") in MOVED]
    for row in _without_renamed_holds(rows):
        yield _line(row)
        fee = row.get("fee_amount")
        if fee and amounts.read(fee):
            reference = f"{row['transaction_id']}_fee"
            yield ReportLine(event_codes.FEE, reference, amounts.read(fee), _at(row))


def _rows(day: date) -> Iterator[Row]:
    page, pages = 1, 1
    while page <= pages:
        said = client.get(
            PATH,
            start_date=datetime.combine(day, time(), UTC).isoformat(),
            end_date=datetime.combine(day, time(23, 59, 59), UTC).isoformat(),
            fields="transaction_info",
            balance_affecting_records_only="Y",
            page_size=PAGE_SIZE,
            page=page,
        )
        for each in said["transaction_details"]:
            yield each["transaction_info"]
        page, pages = page + 1, int(said.get("total_pages") or 1)


def _without_renamed_holds(rows: list[Row]) -> list[Row]:
    """What was held and is then taken comes and goes at once; it has been away all the time."""
    taken = {_of(row) for row in rows if _code(row) in event_codes.TAKEN}
    freed = {_of(row) for row in rows if _code(row) == event_codes.HOLD_ENDS}
    renamed = taken & freed
    codes = {*event_codes.TAKEN, event_codes.HOLD_ENDS}
    return [row for row in rows if _code(row) not in codes or _of(row) not in renamed]


def _line(row: Row) -> ReportLine:
    amount, at = amounts.read(row.get("transaction_amount")), _at(row)
    what = event_codes.meaning(_code(row), comes_in=amount.minor > 0)
    return ReportLine(
        what=what,
        reference=str(row["transaction_id"]),
        amount=amount,
        at=at,
        operation_id=str(row.get("custom_field") or row.get("invoice_id") or ""),
        about=_about(row, what, at, comes_in=amount.minor > 0),
    )


def _about(row: Row, what: str, at: datetime, *, comes_in: bool) -> str:
    """What moved, where the line has an id of its own: a dispute, or a payment that came back."""
    other = str(row.get("paypal_reference_id") or "")
    if what == event_codes.CHARGEBACK and other:
        return _dispute(other, at)
    came_back = _code(row) in event_codes.ABOUT_ANOTHER
    return other if came_back or (what == event_codes.REFUND and comes_in) else ""


def _dispute(capture_id: str, at: datetime) -> str:
    """A line that no dispute explains is for a person, and keeps the others from nobody."""
    try:
        return disputes.about(capture_id, by=at)
    except Refused:
        return ""


def _of(row: Row) -> tuple[str, int]:
    minor = amounts.read(row.get("transaction_amount")).minor
    return str(row.get("paypal_reference_id")), abs(minor)


def _code(row: Row) -> str:
    return str(row.get("transaction_event_code", ""))


def _at(row: Row) -> datetime:
    return datetime.strptime(str(row["transaction_initiation_date"]), "%Y-%m-%dT%H:%M:%S%z")
