"""When every cent of an order has found its end, the order is complete."""

from __future__ import annotations

from collections.abc import Sequence

from escrow import audit, clock, deadlines, outbox, policy
from escrow.models import Hold
from escrow.story import step
from marketplace.models import Order
from marketplace.models.order import OrderState
from sellers.models import PerformanceFact

ON_HOLDS = ("release", "remind_first", "remind_last")
ON_ORDERS = ("ship_by_missed", "never_arrived")


@step
def locked_orders_of(holds: Sequence[Hold]) -> list[Order]:
    """The holds' orders, after the holds in the one lock order."""
    ids = Order.objects.filter(lines__hold__in=holds).values("pk")
    found = Order.objects.filter(pk__in=ids).select_related("seller", "checkout").locked()
    return [with_policy(order) for order in found]


def with_policy(order: Order) -> Order:
    """The order with the policy it was sold under, which needs no query after the first."""
    order.policy = policy.frozen(order.policy_id, order.policy_sha256)
    return order


@step
def finish(orders: Sequence[Order]) -> None:
    """Complete those of the locked orders that have no unsettled hold left."""
    open_ids = set(
        Hold.objects.unsettled()
        .filter(line__order__in=orders)
        .values_list("line__order_id", flat=True)
    )
    for order in orders:
        if order.pk not in open_ids and order.state in (OrderState.SHIPPED, OrderState.DELIVERED):
            order.complete(clock.now(), clock.now() + order.policy.window("review"))
            order.save()
            outbox.announce(order.buyer_id, "order_complete", order)
            audit.record(None, "completed", order)
    deadlines.cancel([order for order in orders if order.pk not in open_ids], *ON_ORDERS)


@step
def settle_clocks(holds: Sequence[Hold]) -> None:
    """No release and no reminder is waiting any more."""
    deadlines.done(holds, *ON_HOLDS)


@step
def note(order: Order, kind: str, value: int = 1) -> None:
    """A fact about the seller's work, counted once per order."""
    PerformanceFact.objects.bulk_create(
        [
            PerformanceFact(
                seller=order.seller,
                kind=kind,
                reference=f"order:{order.pk}",
                at=clock.now(),
                value=value,
            )
        ],
        ignore_conflicts=True,
    )
