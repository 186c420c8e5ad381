"""The report of our own bank account, and its deposits: money that nothing is paid with yet.

A movement stands on the day on which the statement told us of it: nobody could know of it before,
and so a day that was compared never changes. Deposits and fees are booked in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from escrow import clock, provider_fees
from escrow.gateways import BOOKED_FROM_REPORT, ReportLine
from escrow.gateways.bank_transfer.account import NAME
from escrow.models import BankCharge, BankLine, BankMovement
from escrow.money import Money, total
from escrow.story import step

CHARGE, DEPOSIT, FEE, SETTLEMENT = "charge", "deposit", "fee", "settlement"
# A part of a refund to several accounts: told, and booked, with the last one of them.
PART = "part"


@step
def write(
    what: str,
    reference: str,
    amount: Money,
    *,
    about: str = "",
    line: BankLine | None = None,
    charge: BankCharge | None = None,
    into: BankMovement | None = None,
    key: UUID | None = None,
) -> BankMovement:
    """One movement, once; what only our report can tell of is booked with it."""
    moved = BankMovement.objects.create(
        what=what,
        reference=reference,
        about=about or reference,
        line=line,
        charge=charge,
        into=into,
        operation_key=key,
        amount_minor=amount.minor,
        currency=amount.currency,
        at=clock.now(),
    )
    if what in BOOKED_FROM_REPORT:
        provider_fees.enter(NAME, _told(moved))
    return moved


@step
def deposit(line: BankLine, amount: Money, charge: BankCharge | None = None) -> BankMovement:
    """Money came, and nothing is paid with it yet."""
    before = line.movements.filter(what=DEPOSIT, amount_minor__gt=0).count()
    name = f"dep_{line.key[:32]}" + (f"_{before + 1}" if before else "")
    return write(DEPOSIT, name, amount, line=line, charge=charge)


@step
def end(
    came: BankMovement,
    why: str,
    *,
    into: BankMovement | None = None,
    line: BankLine | None = None,
) -> None:
    """A deposit is one no more: it became part of a payment, or left again."""
    write(
        DEPOSIT,
        f"{came.about}_{why}",
        -came.amount,
        about=came.about,
        line=line or came.line,
        charge=came.charge,
        into=into,
    )


def deposits() -> QuerySet[BankMovement]:
    """Those that nothing has ended, the oldest first."""
    ended = BankMovement.objects.filter(what=DEPOSIT, about=OuterRef("about"), amount_minor__lt=0)
    came = BankMovement.objects.filter(what=DEPOSIT, amount_minor__gt=0).exclude(Exists(ended))
    return came.select_related("line", "charge").order_by("pk")


def unmatched() -> QuerySet[BankMovement]:
    """Deposits that were sent for no purchase we know: somebody has to look at them."""
    return deposits().filter(charge=None)


def kept_for(charge: BankCharge) -> list[BankMovement]:
    """What came for a purchase and is not enough yet."""
    return list(deposits().filter(charge=charge))


def sum_of(moved: Sequence[BankMovement], currency: str) -> Money:
    return total((each.amount for each in moved), currency)


def report(day: date) -> Iterator[ReportLine]:
    """The movements of a day (UTC), and the debits that nobody has explained."""
    hours = _hours(day)
    moves = BankMovement.objects.filter(at__gte=hours[0], at__lt=hours[1]).exclude(what=PART)
    for moved in moves.order_by("pk"):
        yield _told(moved)
    for line in unexplained().filter(at__gte=hours[0], at__lt=hours[1]):
        yield ReportLine("unexplained", f"line_{line.key[:32]}", line.amount, line.at)


def unexplained() -> QuerySet[BankLine]:
    """Lines of which nothing was made: money has left, and we do not know why."""
    made = BankMovement.objects.filter(line=OuterRef("pk"))
    return BankLine.objects.exclude(Exists(made)).order_by("pk")


def _told(moved: BankMovement) -> ReportLine:
    key = str(moved.operation_key or "")
    return ReportLine(moved.what, moved.reference, moved.amount, moved.at, key, moved.about)


def _hours(day: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(day, time(), UTC)
    return begin, begin + timedelta(days=1)
