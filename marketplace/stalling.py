"""Steps: parcels that stand still, are lost or come back. What follows is told by `disputes`.

Two promises about a parcel: that it counts as stalled when no carrier has seen it for so long, and
that somebody looks at it at once when it will not arrive.
"""

from __future__ import annotations

from datetime import datetime

from escrow import clock, deadlines
from escrow.story import step
from marketplace.models import Order, Shipment
from marketplace.models.shipment import ShipmentState

STALLED, UNDELIVERABLE = "stalled", "undeliverable"


@step
def watch(shipment: Shipment, order: Order) -> None:
    """From its last scan on, so many days without another one and it counts as lost."""
    if shipment.is_moving():
        since = shipment.last_scan_at or shipment.dispatched_at
        deadlines.set(shipment, STALLED, stalls_at(order, since))
        return
    deadlines.cancel([shipment], STALLED)
    if shipment.state in (ShipmentState.LOST, ShipmentState.RETURNED):
        deadlines.set(shipment, UNDELIVERABLE, clock.now())


def stalls_at(order: Order, since: datetime) -> datetime:
    """Not seen since then, it counts as lost."""
    window = "stall_domestic" if is_domestic(order) else "stall_cross_border"
    return since + order.policy.window(window)


def is_domestic(order: Order) -> bool:
    return order.seller.country == order.checkout.country
