"""The provider's book of money: every movement is a line of its report, with a reference of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Sum

from escrow import clock
from escrow.gateways import ReportLine
from escrow.models import SandboxMove
from escrow.money import Money

CHARGE, REFUND, PAYOUT, CHARGEBACK, FEE = "charge", "refund", "payout", "chargeback", "fee"
FEE_BPS, FEE_EACH = 140, 25


def write(
    what: str,
    about: str,
    amount: Money,
    key: UUID,
    *,
    capture: SandboxMove | None = None,
    turn: str = "",
) -> SandboxMove:
    """A movement of money, once. `turn` tells a second movement of the same thing from the first."""
    reference = f"{about}_{turn}" if turn else about
    return SandboxMove.objects.create(
        what=what,
        reference=reference,
        about=about,
        operation_key=key,
        capture=capture,
        amount_minor=amount.minor,
        currency=amount.currency,
        at=clock.now(),
    )


def captures(key: UUID) -> list[SandboxMove]:
    """Every time money was taken under this key, the first one first."""
    return list(SandboxMove.objects.filter(what=CHARGE, operation_key=key).order_by("pk"))


def left_of(capture: SandboxMove) -> Money:
    """What of a capture has neither been sent back nor taken by a bank."""
    gone = capture.later.aggregate(sum=Sum("amount_minor"))["sum"] or 0
    return Money(capture.amount_minor + gone, capture.currency)


def report(day: date) -> Iterator[ReportLine]:
    """The lines of a day (UTC). What the provider asks for its work stands there once it is over."""
    begin = datetime.combine(day, time(), UTC)
    moves = SandboxMove.objects.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    taken: dict[str, list[int]] = {}
    for move in moves.order_by("pk"):
        if move.what == CHARGE:
            taken.setdefault(move.currency, []).append(move.amount_minor)
        yield ReportLine(
            move.what, move.reference, move.amount, move.at, str(move.operation_key), move.about
        )
    if clock.now().date() > day:
        for currency, amounts in sorted(taken.items()):
            yield _fee(day, currency, amounts)


def _fee(day: date, currency: str, amounts: list[int]) -> ReportLine:
    each = (Money(minor, currency).share(FEE_BPS).minor + FEE_EACH for minor in amounts)
    at = datetime.combine(day, time.max, UTC)
    return ReportLine(FEE, f"fee_{day}_{currency}", Money(-sum(each), currency), at)
