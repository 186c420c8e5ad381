"""Nobody did what was to be done with a second parcel: what that means, for each who is silent."""

from __future__ import annotations

from collections.abc import Iterator

from disputes import execution, parties, replacement_ending, timeline
from disputes.execution import Case
from disputes.models import Statement
from disputes.models.dispute_state import DisputeState
from escrow import audit, outbox
from escrow.story import step, story


@story
def never_sent(dispute_ids: list[str]) -> None:
    """The seller's working days are over: the buyer is paid."""
    for case in _due(dispute_ids, "replacement_ship"):
        if not case.dispute.replacements.exists():
            _refund(case)


@story
def never_arrived(dispute_ids: list[str]) -> None:
    """It was sent and did not come: presumed lost, and the buyer is paid."""
    for case in _due(dispute_ids, "replacement_stall"):
        _refund(case)


@story
def nothing_said(dispute_ids: list[str]) -> None:
    """The buyer has had it for the order's usual days and said nothing: the seller is paid."""
    for case in _due(dispute_ids, "replacement_look"):
        replacement_ending.release(case, by=None)
        audit.record(None, "replacement_unanswered", case.dispute)


@story
def remind_first(dispute_ids: list[str]) -> None:
    """No silent release: three days before."""
    for case in _due(dispute_ids, "replacement_first"):
        _remind(case)


@story
def remind_last(dispute_ids: list[str]) -> None:
    """No silent release: a day before."""
    for case in _due(dispute_ids, "replacement_last"):
        _remind(case)


@step
def _due(dispute_ids: list[str], kind: str) -> Iterator[Case]:
    for case in execution.locked_due(dispute_ids, kind):
        if case.dispute.state == DisputeState.AWAITING_REPLACEMENT:
            yield case


def _refund(case: Case) -> None:
    timeline.say(case.dispute, None, Statement.Kind.NOT_RESENT)
    replacement_ending.refund(case, by=None)
    audit.record(None, "replacement_missed", case.dispute)


def _remind(case: Case) -> None:
    key = parties.this_time(case.dispute)
    outbox.announce(case.order.buyer_id, "replacement_remind", case.dispute, key=key)
