"""A buyer's standing: a pure function of the marks that count now and of what staff have set.

It says one thing only: who looks first at a claim that would else be paid because the seller is
silent. Whoever it is about keeps every right, every hold and every claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes import reasons
from disputes.models import Dispute, Mark, Restriction
from disputes.models.restriction import RestrictionState
from disputes.standing_rules import WATCH_FROM
from escrow import clock


class Level(models.TextChoices):
    GOOD = "good", _("Good")
    WATCH = "watch", _("Watch")
    RESTRICTED = "restricted", _("Restricted")


@dataclass(frozen=True)
class BuyerStanding:
    """`until` is when it changes by itself if nothing else happens; None for Good."""

    level: Level
    marks: tuple[Mark, ...] = ()
    restriction: Restriction | None = None
    until: datetime | None = None


def judge(marks: Iterable[Mark], restriction: Restriction | None, now: datetime) -> BuyerStanding:
    """Good without any; Watch from the published number; Restricted only where staff have set it."""
    counting = tuple(mark for mark in marks if mark.counts(now))
    if restriction is not None and restriction.is_in_force(now):
        return BuyerStanding(Level.RESTRICTED, counting, restriction, restriction.until)
    ends = sorted(_last_days(counting).values(), reverse=True)
    if len(ends) < WATCH_FROM:
        return BuyerStanding(Level.GOOD, counting)
    return BuyerStanding(Level.WATCH, counting, None, ends[WATCH_FROM - 1])


def of(buyer: Any) -> BuyerStanding:
    """As it is at this moment, in two queries."""
    marks = Mark.objects.of(buyer.pk).select_related("end", "order")
    restriction = Restriction.objects.filter(buyer=buyer.pk, state=RestrictionState.IN_FORCE)
    return judge(marks, restriction.first(), clock.now())


def is_enough(marks: Iterable[Mark]) -> bool:
    """Whether they are about as many orders as the published rule asks for. One never is."""
    return len(_last_days(marks)) >= WATCH_FROM


def staff_look_first(dispute: Dispute) -> bool:
    """Whether silence of the seller brings this case to staff where it would else be paid.

    On Watch what is proven by the parcel's scans is still paid by itself.
    """
    level = of(dispute.order.buyer).level
    if level == Level.WATCH:
        return not reasons.is_not_received(dispute.reason)
    return level == Level.RESTRICTED


def _last_days(marks: Iterable[Mark]) -> dict[int, datetime]:
    """Until when each order counts: several marks about one order count once."""
    ends: dict[int, datetime] = {}
    for mark in marks:
        ends[mark.order_id] = max(mark.counts_until, ends.get(mark.order_id, mark.counts_until))
    return ends
