"""What happens to a question whether an order may be cancelled when the order goes on without it."""

from __future__ import annotations

from escrow import clock, deadlines
from escrow.story import step
from marketplace.models import CancelRequest, Order

KIND = "cancel_unanswered"


@step
def overtake(order: Order) -> None:
    """The locked order was sent or has ended: nobody need answer any more."""
    for request in order.cancel_requests.waiting().locked():
        request.overtake(clock.now())
        request.save(update_fields=["state", "ended_at"])
        stop(request)


@step
def stop(request: CancelRequest) -> None:
    """It has its answer."""
    deadlines.cancel([request], KIND)
