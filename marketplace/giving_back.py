"""An order that was not sent gives its money back, whoever or whatever ended it."""

from __future__ import annotations

from collections.abc import Sequence

from escrow import audit, clock, deadlines, holding, outbox, refunds
from escrow.models import Hold
from escrow.money import total
from escrow.story import step
from marketplace import arrival, cancel_clock, completion
from marketplace.models import Order, User
from marketplace.models.order import OrderState


@step
def give_back(order: Order, holds: Sequence[Hold], reason: str, *, by: User | None) -> None:
    """The locked holds give everything back; an order of which nothing was sent is cancelled."""
    given = holding.refund_all(holds, why=reason)
    refunds.request(given, reason)
    completion.settle_clocks(holds)
    if order.state == OrderState.PAID:
        order.cancel(clock.now())
    elif order.state == OrderState.PARTIALLY_SHIPPED:
        order.ship(clock.now())
    order.save()
    amount = total((amount for _, amount in given), order.currency)
    _tell(order, reason, str(amount.minor))
    audit.record(by, f"refunded_{reason}", order, amount=str(amount))
    deadlines.cancel([order], "ship_by_missed")
    cancel_clock.overtake(order)
    arrival.deliver_if_arrived(order)
    completion.finish([order])


def _tell(order: Order, reason: str, minor: str) -> None:
    people = [order.buyer_id, order.seller.user_id]
    outbox.announce(people, f"refunded_{reason}", order, minor=minor)
