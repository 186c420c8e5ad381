"""Steps that end a return: the buyer is paid, keeps it and is paid, or staff decide."""

from __future__ import annotations

from datetime import datetime

from disputes import clocks, escalation, execution, return_postage, returning, timeline
from disputes.execution import Case
from disputes.models import Return, Statement
from disputes.models.dispute_state import PostageBy
from escrow import audit, clock
from escrow.story import step
from marketplace import stalling
from marketplace.models import User


@step
def accept(case: Case, row: Return, *, by: User | None) -> None:
    """It came back as it should, or nobody said otherwise: what was promised is paid."""
    row.accept(clock.now())
    row.save()
    timeline.say(case.dispute, by, Statement.Kind.RETURN_OK)
    audit.record(by, "return_accepted", case.dispute, row)
    _pay(case, row, by)


@step
def keep(case: Case, row: Return, why: str, *, by: User | None) -> None:
    """The buyer keeps it, and what was promised is paid at once."""
    returning.let_keep(row, why, by=by)
    _pay(case, row, by)


@step
def lose(case: Case, row: Return, *, by: User | None, buyer_has_it: bool = False) -> None:
    """It did not reach the seller. Whose label it was bears it.

    Staff decide where the buyer paid the postage, has it again, or no carrier ever saw it.
    """
    is_clear = row.postage_by != PostageBy.BUYER and row.scanned_at is not None and not buyer_has_it
    if is_clear and execution.is_held_up(case):
        wait_for_scans(case, clock.now())
        return
    row.lose(clock.now())
    row.save()
    timeline.say(case.dispute, by, Statement.Kind.RETURN_LOST)
    audit.record(by, "return_lost", case.dispute, row)
    if is_clear:
        _pay(case, row, by)
    else:
        to_staff(case, row)


@step
def to_staff(case: Case, row: Return) -> None:
    """What was granted is open again, and the days to decide it run from now."""
    return_postage.owe(row)
    reconsider(case)


@step
def reconsider(case: Case) -> None:
    """Staff look at it anew, with all their days before them."""
    moment, policy = clock.now(), case.order.policy
    case.dispute.forget_what_stood()
    case.dispute.answered_at = case.dispute.answered_at or moment
    escalation.to_staff(case.dispute)
    clocks.last(case.dispute, **{kind: moment + policy.window(kind) for kind in clocks.LASTING})


@step
def wait_for_scans(case: Case, since: datetime) -> None:
    """If nothing is heard of it for so long, it is presumed lost."""
    stall = "stall_domestic" if stalling.is_domestic(case.order) else "stall_cross_border"
    until = max(since, clock.now()) + case.order.policy.window(stall)
    clocks.wait_for_parcel(case.dispute, "return_stall", until)


def _pay(case: Case, row: Return, by: User | None) -> None:
    return_postage.owe(row)
    granted = case.dispute.granted
    assert granted is not None
    execution.pay_out(case, granted, by=by)
