"""What is measured of a seller: each metric once, with what it is a share of and what goes wrong.

A metric looks at facts in its window (orders sold, parcels sent, questions asked) and asks of each
whether another fact of the same order, parcel or conversation says that it went wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Exists, OuterRef, Q

from escrow import clock
from escrow.models import Policy
from sellers.models import PerformanceFact

Kind = PerformanceFact.Kind
A_DAY = timedelta(hours=24)
POOR = 2


@dataclass(frozen=True)
class Metric:
    """`whole` are the facts it is a share of; `wrong` (or, `is_good`, right) is a fact beside them.

    `target` names the policy's share of what may go wrong; `inclusive`: just as much is still well.
    `ripe` names the policy's days before which nothing is judged.
    """

    code: str
    whole: Q
    beside: Q
    target: str = ""
    inclusive: bool = False
    is_good: bool = False
    ripe: str = ""

    def is_wrong(self) -> Q:
        """Of a fact of the whole: whether it went wrong."""
        same = PerformanceFact.objects.filter(
            self.beside, seller=OuterRef("seller"), reference=OuterRef("reference"), counts=True
        )
        return ~Q(Exists(same)) if self.is_good else Q(Exists(same))

    def looked_at(self, since: datetime | Case, rules: Policy) -> Q:
        """The facts of the whole that are in the window and old enough."""
        seen = self.whole & Q(at__gte=since)
        if self.ripe:
            seen &= Q(at__lte=clock.now() - rules.days_of_sellers(self.ripe))
        return seen


def answered_in_time() -> Q:
    """Within a day. One who asked less than a day ago does not count yet."""
    seconds = A_DAY.total_seconds()
    return Q(kind=Kind.ANSWERED, value__lt=seconds, at__lte=clock.now() - A_DAY)


SOLD = Q(kind=Kind.SALE)
SENT = Q(kind__in=[Kind.DISPATCHED_ON_TIME, Kind.DISPATCHED_LATE, Kind.NOT_DISPATCHED])
DEFECT = Q(kind=Kind.CLAIM_LOST) | Q(kind=Kind.RATED, value__lte=POOR)


def every() -> list[Metric]:
    """In the order in which people read them; the first five have targets."""
    asked = answered_in_time() | Q(kind=Kind.UNANSWERED)
    late = Q(kind__in=[Kind.DISPATCHED_LATE, Kind.NOT_DISPATCHED])
    given_up = Q(kind__in=[Kind.CANCELLED_BY_SELLER, Kind.NOT_DISPATCHED])
    seen, parcels = Q(kind=Kind.PARCEL_SEEN), Q(kind=Kind.PARCEL_SENT)
    return [
        Metric("defects", SOLD, DEFECT, "defects_bps"),
        Metric("late", SENT, late, "late_bps"),
        Metric("cancelled", SOLD, given_up, "cancelled_bps"),
        Metric("untracked", parcels, seen, "untracked_bps", True, True, "tracking_days"),
        Metric("unanswered", asked, Q(kind=Kind.UNANSWERED), "unanswered_bps", True),
        Metric("claims", SOLD, Q(kind=Kind.CLAIM)),
    ]


def named(code: str) -> Metric | None:
    return next((metric for metric in every() if metric.code == code), None)
