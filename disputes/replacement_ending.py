"""Steps that end a replacement: it is good and the seller is paid, or the buyer is."""

from __future__ import annotations

from datetime import timedelta

from disputes import clocks, execution
from disputes.execution import Case
from escrow import clock
from escrow.money import Money
from escrow.story import step
from marketplace import stalling
from marketplace.models import User


@step
def release(case: Case, *, by: User | None) -> None:
    """The buyer has what they bought: nothing goes back."""
    nothing = Money.zero(case.dispute.currency)
    case.dispute.granted_minor = nothing.minor
    execution.pay_out(case, nothing, by=by)


@step
def refund(case: Case, *, by: User | None) -> None:
    """It was not sent again, or did not come: the money that was named goes instead."""
    granted = case.dispute.granted
    assert granted is not None
    execution.pay_out(case, granted, by=by)


@step
def wait_for_arrival(case: Case) -> None:
    """If it has not come by its usual days and the time after which a parcel counts as lost."""
    stall = "stall_domestic" if stalling.is_domestic(case.order) else "stall_cross_border"
    until = clock.now() + timedelta(days=case.order.days_max) + case.order.policy.window(stall)
    clocks.wait_for_parcel(case.dispute, "replacement_stall", until)
