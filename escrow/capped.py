"""Payments that their provider may keep for so long only, while something of them is still held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from escrow import clock, gateways, policy
from escrow.gateways import Gateway
from escrow.models import HoldFunding, Payment
from escrow.models.hold import OPEN
from escrow.money import Money

MOST = 200


@dataclass(frozen=True)
class Capped:
    """`ends_at`: until then the provider keeps it. `is_forced`: then something is decided by itself."""

    payment: Payment
    held: Money
    ends_at: datetime
    is_forced: bool


def nearing() -> list[Capped]:
    """The soonest first, from the day on which staff are alerted."""
    found = [each for gateway in gateways.available() for each in _of(gateway)]
    return sorted(found, key=lambda each: each.ends_at)[:MOST]


def _of(gateway: Gateway) -> Iterator[Capped]:
    able = gateway.capabilities()
    if able.custody_cap_days is None:
        return
    cap = timedelta(days=able.custody_cap_days)
    alerted = clock.now() - cap + policy.in_force().window("provider_cap_alert")
    for payment, held in _held(gateway, alerted).values():
        assert payment.captured_at is not None
        ends_at = payment.captured_at + cap
        yield Capped(payment, held, ends_at, not able.settles_to_bank)


def _held(gateway: Gateway, before: datetime) -> dict[object, tuple[Payment, Money]]:
    """From the open holds that were paid longest ago: few are as old as that."""
    old = HoldFunding.objects.filter(
        in_force=True,
        hold__state__in=OPEN,
        hold__captured_at__lte=before,
        payment__gateway=gateway.name,
    )
    found: dict[object, tuple[Payment, Money]] = {}
    for row in old.select_related("payment", "hold").order_by("hold__captured_at")[:MOST]:
        left = min(Money(row.left_minor, row.currency), row.hold.held)
        _payment, so_far = found.get(row.payment_id, (row.payment, Money.zero(row.currency)))
        found[row.payment_id] = (row.payment, so_far + left)
    return found
