"""An order that was not sent gives its money back, whoever or whatever ended it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from escrow import audit, clock, deadlines, holding, outbox, refunds
from escrow.models import Hold
from escrow.money import Money, total
from escrow.story import step
from marketplace import arrival, cancel_clock, completion
from marketplace.models import Order, User
from marketplace.models.order import OrderState


@step
def give_back(
    order: Order,
    holds: Sequence[Hold],
    reason: str,
    *,
    by: User | None,
    parts: Mapping[Hold, Money] | None = None,
) -> None:
    """The locked holds give everything back; an order of which nothing was sent is cancelled.

    `parts`: holds that give back so much and go on with the rest.
    """
    given = _give(holds, parts or {}, reason)
    if order.state == OrderState.PAID:
        order.cancel(clock.now())
    elif order.state == OrderState.PARTIALLY_SHIPPED:
        order.ship(clock.now())
    order.save()
    arrival.start_clocks_of_what_came(order, list(parts or {}))
    amount = total((amount for _, amount in given), order.currency)
    if amount:
        refunds.request(given, reason)
        _tell(order, reason, str(amount.minor))
    audit.record(by, f"refunded_{reason}", order, amount=str(amount))
    deadlines.cancel([order], "ship_by_missed")
    cancel_clock.overtake(order)
    arrival.deliver_if_arrived(order)
    completion.finish([order])


def _give(
    holds: Sequence[Hold], parts: Mapping[Hold, Money], reason: str
) -> list[tuple[Hold, Money]]:
    given = holding.refund_all(holds, why=reason) if holds else []
    if holds:
        completion.settle_clocks(holds)
    some = [(hold, amount) for hold, amount in parts.items() if amount]
    for hold, amount in some:
        holding.refund_part(hold, amount, key=f"{reason}-part:{hold.pk}")
    return given + some


def _tell(order: Order, reason: str, minor: str) -> None:
    people = [order.buyer_id, order.seller.user_id]
    outbox.announce(people, f"refunded_{reason}", order, minor=minor)
