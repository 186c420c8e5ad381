"""Where a provider's report and our books differ: a row, until it comes right or is explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from escrow import audit, clock, money_rights
from escrow.expectations import Movement
from escrow.gateways import ReportLine
from escrow.models import ReportDay, ReportDifference
from escrow.money import Money
from escrow.story import Refusal, require, story

Kind = ReportDifference.Kind


class NotExplained(Refusal):
    """A difference is closed by a sentence that says why, and by nothing less."""


@dataclass(frozen=True)
class Found:
    """A difference as it was found; `ours` and `theirs` are signed, None where there is nothing."""

    kind: str
    what: str
    reference: str
    ours: Money | None
    theirs: Money | None

    @classmethod
    def in_line(cls, line: ReportLine, ours: Money | None) -> Found:
        kind = Kind.NOT_IN_OUR_BOOKS if ours is None else Kind.OTHER_AMOUNT
        return cls(kind, line.what, line.reference, ours, line.amount)

    @classmethod
    def nowhere(cls, movement: Movement, ours: Money) -> Found:
        return cls(Kind.NOT_IN_THE_REPORT, movement.what, str(movement), ours, None)

    @property
    def currency(self) -> str:
        known = self.ours or self.theirs
        return known.currency if known else ""


@story
def write(gateway: str, day: date, found: Sequence[Found], *, lines: int) -> list[ReportDifference]:
    """Keep what differs on a day, each once; what has come right since is settled by itself."""
    known, _is_new = ReportDay.objects.get_or_create(
        gateway=gateway, day=day, defaults={"compared_at": clock.now()}
    )
    compared = ReportDay.objects.select_for_update().get(pk=known.pk)
    compared.compared_at, compared.lines = clock.now(), lines
    compared.save()
    rows = [_kept(gateway, day, each) for each in found]
    _come_right(open_ones().filter(gateway=gateway, day=day).exclude(pk__in=[r.pk for r in rows]))
    return [row for row in rows if row.settled_at is None]


@story
def settle_difference(ids: Iterable[int], *, by: Any, note: str) -> int:
    """Somebody has found out why, and says it. Returns how many. Raises NotExplained."""
    money_rights.check(by, money_rights.MAY_SETTLE)
    require(bool(note.strip()), NotExplained, _("Say what the difference was, in a sentence."))
    rows = list(open_ones().filter(pk__in=list(ids)).order_by("pk").select_for_update())
    for row in rows:
        row.settled_at, row.settled_by, row.note = clock.now(), by, note.strip()
        row.save(update_fields=["settled_at", "settled_by", "note"])
        audit.record(by, "difference_explained", row, note=row.note)
    return len(rows)


def open_ones() -> QuerySet[ReportDifference]:
    """What nobody has explained, and what has not come right."""
    return ReportDifference.objects.filter(settled_at=None)


def _kept(gateway: str, day: date, found: Found) -> ReportDifference:
    """Told once; open again when it came back, or when it is not what was explained any more."""
    ours = found.ours.minor if found.ours else None
    theirs = found.theirs.minor if found.theirs else None
    row, is_new = ReportDifference.objects.get_or_create(
        gateway=gateway,
        what=found.what,
        reference=found.reference,
        kind=found.kind,
        defaults={
            "day": day,
            "currency": found.currency,
            "ours_minor": ours,
            "theirs_minor": theirs,
            "found_at": clock.now(),
        },
    )
    if is_new:
        audit.record(None, "difference_found", row)
    elif row.settled_by is None or (row.ours_minor, row.theirs_minor) != (ours, theirs):
        row.ours_minor, row.theirs_minor = ours, theirs
        row.settled_at = row.settled_by = None
        row.save()
    return row


def _come_right(rows: QuerySet[ReportDifference]) -> None:
    for row in rows.select_for_update().order_by("pk"):
        row.settled_at = clock.now()
        row.save(update_fields=["settled_at"])
        audit.record(None, "difference_came_right", row)
