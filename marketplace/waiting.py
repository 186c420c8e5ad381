"""Step: what stood still waits on, for the buyer's word or for its parcel."""

from __future__ import annotations

from collections.abc import Sequence

from escrow import clock, deadlines, holding
from escrow.models import Hold
from escrow.models.hold import HoldState
from escrow.story import step
from marketplace import arrival
from marketplace.models import Order
from marketplace.models.order import TO_SHIP


@step
def wait_on(order: Order, holds: Sequence[Hold]) -> None:
    """Nothing keeps these holds of the order frozen any more."""
    holding.thaw(holds, order.policy.window("thaw_minimum"))
    arrival.set_release_clocks(order, [h for h in holds if h.state == HoldState.INSPECTING])
    if any(hold.state == HoldState.HELD for hold in holds):
        _promise_anew(order)


def _promise_anew(order: Order) -> None:
    """What came due while the money stood still has passed it by, and would never come again."""
    promised = {kind for kind, _ in deadlines.pending_of(order)}
    moment, window = clock.now(), order.policy.window
    if "never_arrived" not in promised:
        soonest = moment + window("thaw_minimum")
        deadlines.set(order, "never_arrived", max(soonest, order.nr_closes_at or soonest))
    if order.state in TO_SHIP and "ship_by_missed" not in promised:
        late = moment + window("ship_grace")
        deadlines.set(order, "ship_by_missed", max(late, order.ship_by or late))
