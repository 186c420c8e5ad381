"""What the queue's page shows of each case: what, how much, whose, and its two clocks in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from disputes import case_words, queue, urgency, views_of_queue
from disputes.models import Dispute, SavedView
from disputes.models.dispute_state import FOR_STAFF, MAY_DECIDE, QUEUE
from disputes.queue_form import QueueForm
from escrow import clock


@dataclass(frozen=True)
class Clock:
    """A promise of ours: what it is, until when, and how near (safe, act or lost)."""

    words: str
    until: datetime
    css: str


@dataclass(frozen=True)
class View:
    """A saved view as a link; without a number where it looks at more than the queue."""

    view: SavedView
    query: str
    count: int | None
    is_here: bool
    is_mine: bool


@dataclass(frozen=True)
class Row:
    """A case as the list shows it."""

    dispute: Dispute
    title: str
    clocks: list[Clock]
    urgent_for: list[Promise]
    can_take: bool
    is_mine: bool


def context(asked: dict[str, str], person: Any, after: str) -> dict[str, Any]:
    """A page of rows and everything around them."""
    found, onward = queue.page(asked, person, after)
    return {
        "title": _("Cases"),
        "views": views_for(person, asked),
        "rows": [row(case, person) for case in found],
        "onward": onward,
        "asked": asked,
        "form": QueueForm({"stands": queue.FIRST, **asked}),
        "is_narrowed": any(asked.get(name) for name in (*queue.NARROW, "q", "stands")),
        "is_waiting": queue.is_waiting(asked),
        "may_decide": person.has_perm(MAY_DECIDE),
        "hours": urgency.HEAD_START.seconds // 3600,
        "facts": urgency.WORDS.values(),
    }


def views_for(person: Any, asked: dict[str, str]) -> list[View]:
    found = views_of_queue.seen_by(person)
    counts = views_of_queue.counts(found, person)
    return [
        View(
            view=one,
            query=urlencode(one.asked),
            count=counts.get(one.pk),
            is_here=one.asked == asked,
            is_mine=one.by_id == person.pk,
        )
        for one in found
    ]


def row(dispute: Dispute, person: Any) -> Row:
    mine = dispute.assignee_id == person.pk
    return Row(
        dispute=dispute,
        title=case_words.title_of(dispute),
        clocks=clocks_of(dispute),
        urgent_for=[urgency.WORDS[code] for code in dispute.urgent_for if code in urgency.WORDS],
        can_take=dispute.waits_for_somebody() and person.has_perm(MAY_DECIDE),
        is_mine=mine and dispute.state in QUEUE,
    )


def clocks_of(dispute: Dispute) -> list[Clock]:
    """The first touch while nobody has looked, and the decision while we owe it."""
    if dispute.state not in FOR_STAFF:
        return []
    found = []
    if dispute.touched_at is None and dispute.touch_by:
        found.append(_clock(_("First look"), dispute.touch_by))
    if dispute.decide_by:
        found.append(_clock(_("Decision"), dispute.decide_by))
    return found


def _clock(words: str, until: datetime) -> Clock:
    left = until - clock.now()
    if left.total_seconds() <= 0:
        return Clock(words, until, "lost")
    return Clock(words, until, "act" if left < queue.SOON else "safe")
