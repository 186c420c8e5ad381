"""What the buyer can do with an order now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from escrow import clock
from escrow.models import Freeze, Hold
from escrow.models.hold import HoldState
from marketplace.models import Order
from marketplace.models.order import OrderState

WITH_THE_BUYER = (HoldState.REFUNDED, HoldState.CHARGED_BACK)
GONE = (OrderState.PENDING_PAYMENT, OrderState.EXPIRED, OrderState.CANCELLED)


@dataclass(frozen=True)
class NextSteps:
    """`arrived` tells a confirmation that is due from one that is early."""

    pay_by: datetime | None
    confirm: bool
    arrived: bool
    extend: bool
    extend_days: int
    complain: bool
    rate: bool
    ask_to_cancel: bool


def of(order: Order) -> NextSteps:
    """For an order loaded `with_money()`, or whose bar was made."""
    holds = [line.hold for line in order.lines.all()]
    unpaid = order.state == OrderState.PENDING_PAYMENT
    return NextSteps(
        pay_by=order.checkout.pay_by if unpaid else None,
        confirm=order.can_be_confirmed() and any(hold.is_running() for hold in holds),
        arrived=any(hold.state == HoldState.INSPECTING for hold in holds),
        extend=any(hold.can_be_extended() for hold in holds),
        extend_days=order.policy.window("extend").days,
        complain=_can_complain(order, clock.now()),
        ask_to_cancel=_can_ask_to_cancel(order, holds),
        rate=order.can_be_rated(clock.now()) and not hasattr(order, "rating"),
    )


def _can_ask_to_cancel(order: Order, holds: Sequence[Hold]) -> bool:
    """Paid, not sent, and its money moves; that they asked before is told on the page."""
    return order.state == OrderState.PAID and all(hold.is_running() for hold in holds)


def _is_claimable(hold: Hold) -> bool:
    """Not with the buyer again, and in no case already. What stops its shop stops no complaint."""
    if hold.state in WITH_THE_BUYER:
        return False
    causes = {freeze.cause for freeze in hold.open_freezes()}
    return causes <= {Freeze.Cause.EMERGENCY}


def _can_complain(order: Order, now: datetime) -> bool:
    """After it arrived, as long as the claim clock runs; before, once the promised day is over."""
    claimable = any(_is_claimable(line.hold) for line in order.lines.all())
    if order.state in GONE or not claimable:
        return False
    if order.claim_until is not None:
        return now <= order.claim_until
    return order.nr_opens_at is not None and now >= order.nr_opens_at
