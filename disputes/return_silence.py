"""Nobody did what was to be done with a return: what that means, for each who is silent."""

from __future__ import annotations

from collections.abc import Iterator

from disputes import execution, parties, return_ending, returning, timeline
from disputes.execution import Case
from disputes.models import Return, Statement
from disputes.models.return_ import ReturnState
from escrow import audit, clock, outbox
from escrow.story import step, story

S = ReturnState


@story
def label_missed(dispute_ids: list[str]) -> None:
    """The seller named no address: the buyer keeps it, and gets the money all the same."""
    for case, row in _due(dispute_ids, "label", S.LABEL_DUE):
        return_ending.keep(case, row, returning.NO_LABEL, by=None)


@story
def never_posted(dispute_ids: list[str]) -> None:
    """The buyer did not send it: the case sleeps, and the wait for the release goes on."""
    for case, row in _due(dispute_ids, "return_ship", S.AWAITING_SHIPMENT):
        row.call_off(clock.now())
        row.save()
        timeline.say(case.dispute, None, Statement.Kind.ASLEEP)
        case.dispute.fall_asleep(clock.now())
        case.dispute.forget_what_stood()
        execution.let_go(case)
        people = parties.both(case.dispute)
        outbox.announce(people, "dispute_asleep", case.dispute, key=str(row.pk))
        audit.record(None, "dispute_asleep", case.dispute, row)


@story
def nothing_heard(dispute_ids: list[str]) -> None:
    """No carrier has seen it for as long as the policy says: presumed lost."""
    for case, row in _due(dispute_ids, "return_stall", S.IN_TRANSIT):
        return_ending.lose(case, row, by=None)


@story
def never_inspected(dispute_ids: list[str]) -> None:
    """The seller has had time to look at it and said nothing: the buyer is paid."""
    for case, row in _due(dispute_ids, "return_inspect", S.DELIVERED):
        return_ending.accept(case, row, by=None)


@step
def _due(dispute_ids: list[str], kind: str, state: str) -> Iterator[tuple[Case, Return]]:
    for case in execution.locked_due(dispute_ids, kind):
        row = returning.current(case.dispute)
        if row is not None and row.state == state:
            yield case, row
