"""The recorded orders, and what is fixed where the record is silent, so that two runs agree."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from escrow.story import Refusal, require

ZONE = ZoneInfo("America/Sao_Paulo")
CURRENCY = "BRL"
WRITTEN = "%d-%m-%Y %H:%M"
DISPATCH_AFTER = timedelta(hours=24)
SCAN_EVERY = timedelta(hours=72)
CANCELLED_AFTER = timedelta(hours=1)
UNAPPROVED_BEFORE_PROMISE = timedelta(days=20)
LONG_LOST_SCANS = 1
SENT = ("delivered", "shipped")
COLUMNS = (
    "order_id",
    "customer_id",
    "order_status",
    "order_approved_at",
    "order_estimated_delivery_date",
    "order_delivered_customer_date",
)


class BadOrders(Refusal):
    """The file is no file of recorded orders; the sentence says what is wrong with it."""


@dataclass(frozen=True)
class Row:
    """One recorded order. Moments are in the recorded zone; None where it never happened."""

    number: int
    order_id: str
    customer_id: str
    status: str
    approved_at: datetime | None
    promised_on: datetime
    delivered_at: datetime | None

    @property
    def minor(self) -> int:
        """What it cost, in centavos."""
        return 1_000 + self.number * 7 % 9_000

    @property
    def placed_at(self) -> datetime:
        return self.approved_at or self.promised_on - UNAPPROVED_BEFORE_PROMISE

    @property
    def promised_by(self) -> datetime:
        """The end of the promised day."""
        return self.promised_on + timedelta(days=1) - timedelta(seconds=1)

    def is_impossible(self) -> bool:
        """Delivered before it was approved."""
        return bool(self.approved_at and self.delivered_at and self.delivered_at < self.approved_at)

    def arrives(self) -> bool:
        return self.status == "delivered" and self.delivered_at is not None

    def dispatched_at(self) -> datetime | None:
        """The earlier of a day after approval and halfway to delivery."""
        if self.approved_at is None or self.status not in SENT:
            return None
        latest = self.approved_at + DISPATCH_AFTER
        if not self.arrives() or self.delivered_at is None:
            return latest
        return min(latest, self.approved_at + (self.delivered_at - self.approved_at) / 2)

    def scans(self) -> Iterator[datetime]:
        """Every 72 hours on the way; a parcel that never arrives is last seen on its third day."""
        sent = self.dispatched_at()
        if sent is None:
            return
        until = self.delivered_at if self.arrives() else sent + SCAN_EVERY * LONG_LOST_SCANS
        moment = sent + SCAN_EVERY
        while until is not None and (moment < until or (not self.arrives() and moment <= until)):
            yield moment
            moment += SCAN_EVERY


def read(path: Path) -> list[Row]:
    """Every row of the file, in its order. Raises BadOrders."""
    with path.open(newline="") as file:
        return read_lines(file)


def read_lines(file: Iterable[str]) -> list[Row]:
    """The same of a file that is open, or was sent. Raises BadOrders."""
    reader = csv.DictReader(file)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
    said = _("The file lacks these columns: %(columns)s.") % {"columns": ", ".join(missing)}
    require(not missing, BadOrders, said)
    return [_checked(number, line) for number, line in enumerate(reader)]


def _checked(number: int, line: dict[str, str]) -> Row:
    try:
        return _row(number, line)
    except (ValueError, TypeError, AttributeError) as wrong:
        said = _("Line %(line)s of the file cannot be read: %(why)s.")
        raise BadOrders(said % {"line": number + 2, "why": wrong}) from wrong


def _row(number: int, line: dict[str, str]) -> Row:
    promised = _moment(line["order_estimated_delivery_date"])
    if promised is None:
        raise ValueError("order_estimated_delivery_date is empty")
    return Row(
        number=number,
        order_id=line["order_id"],
        customer_id=line["customer_id"],
        status=line["order_status"],
        approved_at=_moment(line["order_approved_at"]),
        promised_on=promised,
        delivered_at=_moment(line["order_delivered_customer_date"]),
    )


def _moment(text: str) -> datetime | None:
    return datetime.strptime(text, WRITTEN).replace(tzinfo=ZONE) if text else None
