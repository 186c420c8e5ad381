"""Past orders from a file of recorded ones; what the file lacks is fixed as in a replay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from marketplace.policy_trial.past import Past
from marketplace.replay import rows
from marketplace.replay.rows import Row
from marketplace.replay.stage import SELLERS
from sellers.models import Seller


def pasts(recorded: list[Row]) -> Iterator[Past]:
    """Every row that was paid for and could have happened."""
    shop = Seller(country="BR", time_zone=rows.ZONE.key)
    for row in recorded:
        if row.approved_at is not None and not row.is_impossible():
            yield _past(row, shop)


def _past(row: Row, shop: Seller) -> Past:
    assert row.approved_at is not None
    cancelled = row.approved_at + rows.CANCELLED_AFTER if row.status == "canceled" else None
    return Past(
        key=row.order_id,
        shop=f"Replay shop {row.number % SELLERS}",
        currency=rows.CURRENCY,
        goods_minor=row.minor,
        paid_at=row.approved_at.astimezone(UTC),
        ship_by=shop.ship_by(row.approved_at),
        promised_by=row.promised_by,
        cancelled_at=_instant(cancelled),
        sent_at=_instant(row.dispatched_at()),
        scans=tuple(moment.astimezone(UTC) for moment in row.scans()),
        delivered_at=_instant(row.delivered_at) if row.arrives() else None,
    )


def _instant(moment: datetime | None) -> datetime | None:
    """As the stories have it: absolute time, in which seven days are never an hour longer.

    The days of promises are people's, and stay in their zone, as when an order is paid.
    """
    return moment.astimezone(UTC) if moment else None
