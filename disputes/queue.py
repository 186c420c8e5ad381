"""The queue of our staff: what waits for whom, narrowed by what somebody looks for.

Each narrowing is a condition (Q) of its own, so that a saved view counts by the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from disputes import conflicts, reviewing
from disputes.models import Dispute
from disputes.models.dispute_state import (
    FOR_STAFF,
    MAY_DECIDE,
    OVER,
    QUEUE,
    UNSENT,
    WITH_THE_TWO,
    DisputeState,
)
from disputes.reviewing import NotYours
from escrow import clock
from escrow.story import Refusal, require
from marketplace import keyset
from marketplace.keyset import Along
from marketplace.models import User

SOON = timedelta(hours=24)
ROWS = 50
LOOK_AT = 50  # of the most urgent ones, for one that this person may have
URGENT_FIRST = Along("urgent_at", keyset.moment)
NEWEST_FIRST = Along("opened_at", keyset.moment, descending=True)
STANDS: dict[str, list[DisputeState]] = {"us": FOR_STAFF, "them": WITH_THE_TWO, "over": OVER}
FIRST = "us"

Asked = Mapping[str, str]


class NothingWaits(Refusal):
    """No case waits that this person could have."""


def narrowed(asked: Asked, person: Any) -> QuerySet[Dispute]:
    """The cases that are looked for, in no order yet."""
    cases = Dispute.objects.filter(condition(asked, person))
    if number := asked.get("q", "").strip():
        cases = cases.filter(order__number=number.upper())
    return cases


def condition(asked: Asked, person: Any) -> Q:
    """All narrowings together, without the order's number."""
    stands = asked.get("stands") or FIRST
    found = _stands(stands)
    for name, narrow in NARROW.items():
        if value := asked.get(name, ""):
            found &= narrow(value, person)
    return found


def is_waiting(asked: Asked) -> bool:
    """Whether all that is looked for is in the queue, which is sorted by urgency."""
    stands = asked.get("stands") or FIRST
    return stands in ("us", "them") or stands in QUEUE


def page(asked: Asked, person: Any, after: str = "") -> tuple[list[Dispute], str]:
    """The most urgent first; of what does not wait for us, the newest."""
    along = URGENT_FIRST if is_waiting(asked) else NEWEST_FIRST
    rows = narrowed(asked, person).select_related("order__seller", "order__buyer", "assignee")
    return keyset.page(rows.prefetch_related("lines"), along, after, ROWS)


def take_next(asked: Asked, *, by: User) -> Dispute:
    """The most urgent case that nobody has and that this person may have is theirs now.

    Whoever is faster has it, and this person gets the next one. Raises NothingWaits, NotYours.
    """
    require(by.has_perm(MAY_DECIDE), NotYours, _("You may not decide cases."))
    free = narrowed({**asked, "stands": FIRST}, by).filter(assignee=None)
    urgent = free.select_related("order__seller", "order__checkout").order_by("urgent_at", "pk")
    for case in urgent[:LOOK_AT]:
        if conflicts.why_not(case, by):
            continue
        with suppress(NotYours):  # somebody was faster
            return reviewing.take(case, by=by)
    raise NothingWaits(_("Nothing waits here that you could take. Look at it without a filter."))


def _stands(value: str) -> Q:
    if value == "all":
        return ~Q(state__in=UNSENT)
    return Q(state__in=STANDS.get(value, [value]))


def _whose(value: str, person: Any) -> Q:
    if value == "nobody":
        return Q(assignee=None)
    return Q(assignee=person.pk if value == "me" else int(value))


def _clock(value: str, person: Any) -> Q:
    moment = clock.now()
    return {
        "late": Q(decide_by__lt=moment),
        "soon": Q(decide_by__gte=moment, decide_by__lt=moment + SOON),
        "untouched": Q(touched_at=None, touch_by__lt=moment),
    }[value]


NARROW: dict[str, Callable[[str, Any], Q]] = {
    "reason": lambda value, person: Q(reason=value),
    "band": lambda value, person: Q(band=value),
    "whose": _whose,
    "clock": _clock,
}
