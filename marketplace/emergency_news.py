"""Steps: what a seller and their buyers are told of an emergency freeze."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from escrow import outbox, rights
from escrow.models import EmergencyFreeze, Hold
from escrow.story import step
from marketplace.models import Order


@step
def tell_second(freeze: EmergencyFreeze, permission: str, until: datetime) -> None:
    """Those who may confirm it, but for who asked."""
    people = rights.who_may(permission, without=(freeze.asked_by_id,))
    outbox.announce(people, "emergency_freeze_asked", freeze, until=until.isoformat())


@step
def tell_started(freeze: EmergencyFreeze, holds: Sequence[Hold]) -> None:
    """The seller, and the buyers whose money waited for nothing else."""
    assert freeze.until is not None
    until, seller = freeze.until.isoformat(), freeze.seller.user_id
    outbox.announce(seller, "releases_stopped", freeze, until=until)
    tell_buyers("order_stands_still", freeze, holds, until=freeze.until)


@step
def tell_ended(freeze: EmergencyFreeze, holds: Sequence[Hold]) -> None:
    """It goes on: the seller, and the buyers whose money nothing else keeps."""
    outbox.announce(freeze.seller.user_id, "releases_go_on", freeze)
    tell_buyers("order_goes_on", freeze, holds)


@step
def tell_buyers(
    kind: str, freeze: EmergencyFreeze, holds: Sequence[Hold], *, until: datetime | None = None
) -> None:
    orders = Order.objects.filter(lines__hold__in=holds).distinct().order_by("pk")
    news = [(order.buyer_id, kind, order) for order in orders]
    detail = {"until": until.isoformat()} if until else {}
    outbox.announce_each(news, key=str(freeze.pk), **detail)
