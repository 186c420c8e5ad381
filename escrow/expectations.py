"""What our books say a provider has moved: by the lines of its report, and by our own days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Q, QuerySet

from escrow.chart import Kind
from escrow.gateways import BOOKED_FROM_REPORT, ReportLine
from escrow.models import Chargeback, Operation, Posting
from escrow.models.chargeback import ChargebackState
from escrow.models.operation import OperationState
from escrow.money import Money

CHARGE, CHARGEBACK = Operation.Kind.CHARGE, "chargeback"
MOVING = [CHARGE, Operation.Kind.REFUND, Operation.Kind.PAYOUT]


@dataclass(frozen=True)
class Movement:
    """One movement of money: what moved, by the provider's name for it, and which way."""

    what: str
    reference: str
    comes_in: bool

    @classmethod
    def of(cls, line: ReportLine) -> Movement:
        return cls(line.what, line.object_reference, line.amount.minor > 0)

    def __str__(self) -> str:
        came_back = self.comes_in and self.what != CHARGE
        return f"{self.reference}_back" if came_back else self.reference


Amounts = dict[Movement, Money]


def behind(gateway: str, lines: Sequence[ReportLine]) -> Amounts:
    """Our amounts for these lines; a line that we know nothing of is missing."""
    references = {line.object_reference for line in lines}
    operations = _operations(gateway).filter(provider_reference__in=references)
    cases = _cases(gateway).filter(provider_reference__in=references)
    ours = dict(_moved(operations)) | dict(_returned(operations))
    return ours | dict(_taken(cases)) | dict(_won(cases)) | dict(_booked(gateway, lines))


def on(gateway: str, day: date) -> Amounts:
    """What we heard of on that day (UTC), and so expect to find in the report of about that day."""
    hours = span(day)
    operations, cases = _operations(gateway), _cases(gateway)
    ours = dict(_moved(operations.filter(answered_at__range=hours)))
    ours |= dict(_returned(operations.filter(returned_at__range=hours)))
    ours |= dict(_taken(cases.filter(taken_at__range=hours)))
    return ours | dict(_won(cases.filter(settled_at__range=hours)))


def span(day: date) -> tuple[datetime, datetime]:
    """The first and the last moment of a day in UTC."""
    return datetime.combine(day, time(), UTC), datetime.combine(day, time.max, UTC)


def _operations(gateway: str) -> QuerySet[Operation]:
    done = Operation.objects.filter(gateway=gateway, kind__in=MOVING)
    return done.filter(state=OperationState.SUCCEEDED).select_related("payment")


def _cases(gateway: str) -> QuerySet[Chargeback]:
    return Chargeback.objects.filter(gateway=gateway, taken_at__isnull=False)


def _moved(operations: QuerySet[Operation]) -> Iterator[tuple[Movement, Money]]:
    for operation in operations:
        is_charge = operation.kind == CHARGE
        amount = operation.the_payment.captured if is_charge else -operation.amount
        yield Movement(operation.kind, operation.provider_reference, is_charge), amount


def _returned(operations: QuerySet[Operation]) -> Iterator[tuple[Movement, Money]]:
    for operation in operations.filter(returned_at__isnull=False):
        yield Movement(operation.kind, operation.provider_reference, True), operation.amount


def _taken(cases: QuerySet[Chargeback]) -> Iterator[tuple[Movement, Money]]:
    for case in cases:
        yield Movement(CHARGEBACK, case.provider_reference, False), -case.amount


def _won(cases: QuerySet[Chargeback]) -> Iterator[tuple[Movement, Money]]:
    for case in cases.filter(state=ChargebackState.WON):
        yield Movement(CHARGEBACK, case.provider_reference, True), case.amount


def _booked(gateway: str, lines: Sequence[ReportLine]) -> Iterator[tuple[Movement, Money]]:
    """Fees and settlements are in our journal under their lines' own keys."""
    by_key = {line.key(gateway): line for line in lines if line.what in BOOKED_FROM_REPORT}
    if not by_key:
        return
    clearing = Q(account__kind=Kind.PSP_CLEARING, account__owner=gateway)
    postings = Posting.objects.filter(clearing, entry__key__in=by_key).select_related("entry")
    for posting in postings:
        yield Movement.of(by_key[posting.entry.key]), posting.amount
