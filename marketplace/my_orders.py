"""A buyer's orders as their list shows them: what needs them, what is under way, what is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from escrow import clock
from escrow.models import Hold
from escrow.models.hold import HoldState
from marketplace import money_bar
from marketplace.models import Order
from marketplace.models.order import ENDED, OrderState

NEEDS_YOU, UNDER_WAY, DONE = 0, 1, 2


@dataclass(frozen=True)
class Row:
    """`act_by` is the moment until which it waits for the buyer."""

    order: Order
    bar: money_bar.MoneyBar
    title: str
    others: int
    photo: dict[str, str] | None

    @property
    def act_by(self) -> datetime | None:
        return getattr(self.order, "act_by", None)

    @property
    def group(self) -> int:
        return getattr(self.order, "standing", UNDER_WAY)


def of(buyer: Any) -> QuerySet[Order]:
    """The soonest to act on first, then what is under way, then the newest that are done."""
    wait = Q(state=OrderState.PENDING_PAYMENT, checkout__pay_by__gt=clock.now())
    return (
        Order.objects.bought_by(buyer)
        .with_money()
        .annotate(act_by=Case(When(wait, then=F("checkout__pay_by")), default=_release_at()))
        .annotate(standing=_standing())
        .order_by("standing", F("act_by").asc(nulls_last=True), "-placed_at", "-pk")
    )


def row(order: Order, reader: Any) -> Row:
    lines = list(order.lines.all())
    url = lines[0].photo_url
    photo = {"url": url, "alt": ""} if url else None
    bar = money_bar.bar_of(order, reader)
    return Row(order, bar, lines[0].title, len(lines) - 1, photo)


def _release_at() -> Any:
    """When the first of the order's money moves unless the buyer says otherwise."""
    inspecting = Hold.objects.filter(
        line__order=OuterRef("pk"), state=HoldState.INSPECTING, release_at__isnull=False
    )
    soonest = inspecting.order_by().values("line__order").annotate(at=Min("release_at"))
    return Subquery(soonest.values("at"))


def _standing() -> Any:
    return Case(
        When(act_by__isnull=False, then=Value(NEEDS_YOU)),
        When(state__in=ENDED, then=Value(DONE)),
        default=Value(UNDER_WAY),
        output_field=IntegerField(),
    )
