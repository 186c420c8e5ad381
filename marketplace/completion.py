"""When every cent of an order has found its end, the order is complete."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection

from escrow import clock, deadlines, policy
from escrow.machines import sources, target
from escrow.models import Hold
from escrow.models.hold import OPEN, HoldState
from escrow.story import step
from marketplace.completion_sql import FINISH, LOCK
from marketplace.models import Order, User
from sellers.models import PerformanceFact

ON_HOLDS = ("release", "remind_first", "remind_last")
ON_ORDERS = ("ship_by_missed", "never_arrived")


class Sold(NamedTuple):
    """A locked order and the policy it was sold under; all that a batch must know of it."""

    pk: int
    policy_number: int
    policy_sha256: str


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
def locked_ids_of(hold_ids: Sequence[str]) -> list[Sold]:
    """The same of any number of holds: no more of the orders than a batch needs."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [list(hold_ids)])
        return [Sold(*row) for row in cursor.fetchall()]


@step
def finish(orders: Sequence[Order]) -> None:
    """Complete those of the locked orders that have no unsettled hold left."""
    finish_all([sold(order) for order in orders], [])


def sold(order: Order) -> Sold:
    return Sold(order.pk, order.policy_id, order.policy_sha256)


@step
def finish_all(orders: Sequence[Sold], released: Sequence[str], *, by: User | None = None) -> None:
    """Tell whose money has just been released from these holds, and complete what is now over."""
    moment, complete = clock.now(), Order.complete
    policies = {order[1:] for order in orders}
    values: dict[str, Any] = {
        "orders": [order.pk for order in orders],
        "holds": list(released),
        "unsettled": [HoldState.PENDING, *OPEN],
        "policies": [number for number, _ in policies],
        "until": [moment + policy.frozen(*each).window("review") for each in policies],
        "sources": sources(complete),
        "target": target(complete),
        "by": by.pk if by else None,
        "at": moment,
    }
    with connection.cursor() as cursor:
        cursor.execute(FINISH, values)
        over = [row[0] for row in cursor.fetchall()]
    deadlines.cancel_by_id(Order, over, *ON_ORDERS)


@step
def settle_clocks(holds: Sequence[Hold]) -> None:
    """No release and no reminder is waiting any more."""
    deadlines.done(holds, *ON_HOLDS)


@step
def note(order: Order, kind: str, value: int = 1, *, reference: str = "", **more: Any) -> None:
    """A fact about the seller's work, counted once per order, or per what it is about."""
    _write([_fact(order, kind, value, reference, more)])


@step
def note_each(orders: Iterable[Order], kind: str, value: int = 1) -> None:
    """The same fact of each of these orders."""
    _write(_fact(order, kind, value, "", {}) for order in orders)


def _fact(
    order: Order, kind: str, value: int, reference: str, more: dict[str, Any]
) -> PerformanceFact:
    return PerformanceFact(
        seller_id=order.seller_id,
        kind=kind,
        reference=reference or f"order:{order.pk}",
        value=value,
        buyer_id=order.buyer_id,
        **{"at": clock.now(), **more},
    )


def _write(facts: Iterable[PerformanceFact]) -> None:
    PerformanceFact.objects.bulk_create(facts, ignore_conflicts=True)
