"""What an order's papers add up."""

from __future__ import annotations

from dataclasses import dataclass

from escrow.money import Money, total
from marketplace.models import Order


@dataclass(frozen=True)
class Papers:
    goods: Money
    shipping: Money
    tax: Money
    plus: Money


def of(order: Order) -> Papers:
    """For an order loaded `with_money()`."""
    holds = [line.hold for line in order.lines.all()]
    return Papers(
        goods=total((hold.goods for hold in holds), order.currency),
        shipping=total((hold.shipping for hold in holds), order.currency),
        tax=total((hold.tax for hold in holds), order.currency),
        plus=total((hold.plus for hold in holds), order.currency),
    )
