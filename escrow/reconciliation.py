"""Providers' reports against our books, day by day. Nothing is guessed: what differs is a row.

First everything unclear is asked about. A line that our books do not have is looked into: fees are
booked, money taken once too often goes back, a bank's case is read. What still differs then waits
for a person, unless it comes right by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta
from uuid import UUID

from django.db.models import Min

from escrow import clock, differences, expectations, gateways, inbox, operations, provider_fees
from escrow.expectations import Amounts, Movement
from escrow.gateways import BOOKED_FROM_REPORT, Gateway, ReportLine
from escrow.models import Operation, ReportDay, ReportDifference
from escrow.models.operation import UNANSWERED

log = logging.getLogger(__name__)
AGAIN = timedelta(days=3)
# The provider's day and ours need not be the same: a message can be late, and clocks differ.
AROUND = [1, *range(-1, -15, -1)]


def reconcile_due() -> int:
    """Every day that is over and was not compared yet, and the last three again.

    Returns how many differences are open on them. A report that cannot be had is asked for again.
    """
    found = 0
    for gateway in gateways.available():
        for day in _due_days(gateway):
            try:
                found += len(reconcile(gateway, day))
            except OSError as broken:
                log.warning("report_unreachable", extra={"day": str(day), "error": repr(broken)})
    return found


def reconcile(gateway: Gateway, day: date) -> list[ReportDifference]:
    """Compare the report of a day (UTC) with our books; returns the differences that are open."""
    _ask_first(gateway, day)
    lines = list(gateway.report(day))
    found = [*_wrong_lines(gateway, lines), *_missing_lines(gateway, day, lines)]
    return differences.write(gateway.name, day, found, lines=len(lines))


def _due_days(gateway: Gateway) -> Iterator[date]:
    sent = Operation.objects.filter(gateway=gateway.name)
    first = sent.aggregate(first=Min("asked_at"))["first"]
    compared = {row.day for row in ReportDay.objects.filter(gateway=gateway.name) if _is_whole(row)}
    day = first.astimezone(UTC).date() if first else clock.now().date()
    while day < clock.now().date():
        if day not in compared or day >= (clock.now() - AGAIN).date():
            yield day
        day += timedelta(days=1)


def _is_whole(row: ReportDay) -> bool:
    """It was compared after the day was over."""
    return row.compared_at > expectations.span(row.day)[1]


def _ask_first(gateway: Gateway, day: date) -> None:
    """What was sent by then and is not clear yet."""
    sent = Operation.objects.filter(gateway=gateway.name, state__in=UNANSWERED)
    sent = sent.filter(asked_at__range=expectations.span(day))
    for operation in sent.select_related("payment", "refund", "payout", "chargeback"):
        operations.ask(operation)


def _wrong_lines(gateway: Gateway, lines: Sequence[ReportLine]) -> Iterator[differences.Found]:
    """Lines that our books do not have, or with another amount, even after a closer look."""
    ours = expectations.behind(gateway.name, lines)
    for line in lines:
        amount = ours.get(Movement.of(line))
        if amount != line.amount:
            _try_to_clear_up(gateway, line)
            amount = expectations.behind(gateway.name, [line]).get(Movement.of(line))
        if amount != line.amount:
            yield differences.Found.in_line(line, amount)


def _try_to_clear_up(gateway: Gateway, line: ReportLine) -> None:
    """A line that cannot be acted on stays a difference, and keeps no other line waiting."""
    try:
        _look_closer(gateway, line)
    except Exception:
        log.exception("report_line_failed", extra={"line": line.reference})


def _look_closer(gateway: Gateway, line: ReportLine) -> None:
    """Let the stories that know about such things act on it."""
    if line.what in BOOKED_FROM_REPORT:
        provider_fees.book(gateway.name, line)
    elif line.what == expectations.CHARGEBACK:
        inbox.act_on_case(gateway, line.object_reference)
    elif operation := _named(line):
        operations.ask(operation)
        if line.what == Operation.Kind.CHARGE:
            inbox.send_back_extra(gateway, operation)


def _named(line: ReportLine) -> Operation | None:
    try:
        key = UUID(line.operation_id)
    except ValueError:
        return None
    found = Operation.objects.filter(pk=key, kind=line.what)
    return found.select_related("payment", "refund", "payout").first()


def _missing_lines(
    gateway: Gateway, day: date, lines: Sequence[ReportLine]
) -> Iterator[differences.Found]:
    """What we heard of on that day, and what no report of the days around has."""
    missing = _without(expectations.on(gateway.name, day), lines)
    for away in AROUND:
        other = day + timedelta(days=away)
        if missing and other <= clock.now().date():
            missing = _without(missing, list(gateway.report(other)))
    for movement, amount in missing.items():
        yield differences.Found.nowhere(movement, amount)


def _without(ours: Amounts, lines: Sequence[ReportLine]) -> Amounts:
    reported = {Movement.of(line) for line in lines}
    return {movement: amount for movement, amount in ours.items() if movement not in reported}
