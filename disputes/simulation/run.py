"""One simulation: so many purchases in so many days, by a seed, and what came of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Sum

from disputes.simulation import world
from disputes.simulation.chance import dice, ids_from
from disputes.simulation.history import History
from disputes.simulation.life import DAY, Faults, Life
from disputes.simulation.people import Purchase
from disputes.simulation.rules import BrokenRule
from escrow import clock, policy
from escrow.gateways.sandbox import faults as weather
from escrow.models import Hold, Payout, Refund
from marketplace.models import Order

BEGINS = datetime(2026, 1, 5, 8, tzinfo=UTC)
PURCHASES_PER_SHOP = 25


@dataclass
class Simulation:
    """`only`: purchases to live through, all of them unless named; the others never happen."""

    seed: int
    days: int
    purchases: int
    only: frozenset[int] = frozenset()
    faults: Faults = field(default_factory=Faults)
    tell: Callable[[str], None] = print
    life: Life = field(init=False)
    broken: BrokenRule | None = None

    def run(self) -> bool:
        """Live through it. Returns whether every rule held."""
        with (
            ids_from(self.seed),
            clock.travel_to(BEGINS),
            weather.raining(self.seed, **self.faults.line),
        ):
            policy.in_force()  # remembered: a crash counts the same statements in every process
            self.life = Life(self.seed, self.faults)
            self._move_in()
            try:
                self.life.run()
            except BrokenRule as broken:
                self.broken = broken
        return self.broken is None

    def _move_in(self) -> None:
        shops = max(self.purchases // PURCHASES_PER_SHOP, 3)
        everybody = world.settle(dice(self.seed, "world"), shops=shops, buyers=shops * 4)
        for number in sorted(self.only) or range(self.purchases):
            own = dice(self.seed, str(number))
            purchase = Purchase(number, self.life, everybody, own)
            self.life.plan(number, own.days(0, self.days), purchase.begin)

    @property
    def history(self) -> History:
        return self.life.history

    def broken_by(self) -> int | None:
        """The purchase whose order broke the rule, when it was an order's."""
        if self.broken is None or self.broken.order is None:
            return self.broken.purchase if self.broken else None
        token = Order.objects.values_list("checkout__token", flat=True).get(pk=self.broken.order)
        return int(str(token).rsplit(":", 1)[1])

    def lines(self) -> Iterable[str]:
        """What happened, how often, and a hash of how every order ended."""
        for what, count in sorted(self.history.counts.items()):
            yield f"{what:<40}{count:>8,}"
        yield f"{'orders paid':<40}{_paid().count():>8,}"
        yield f"{'order-days':<40}{order_days():>8,}"
        yield f"{'payouts paid':<40}{Payout.objects.filter(paid_at__isnull=False).count():>8,}"
        yield f"{'refunds':<40}{Refund.objects.count():>8,}"
        yield f"outcome of every order, SHA-256: {fingerprint()}"


def order_days() -> int:
    """Days of orders from payment to the end of the claim clock, or of the order without one."""
    end = F("claim_until") - F("paid_at")
    claimed = _paid().filter(claim_until__isnull=False)
    span = ExpressionWrapper(end, output_field=DurationField())
    whole = claimed.aggregate(sum=Sum(span))["sum"] or timedelta()
    ended = _paid().filter(claim_until=None, ended_at__isnull=False)
    rest = ExpressionWrapper(F("ended_at") - F("paid_at"), output_field=DurationField())
    return int((whole + (ended.aggregate(sum=Sum(rest))["sum"] or timedelta())) / DAY)


def fingerprint() -> str:
    """Two runs of one seed agree on it: the end of every order and of every cent of its holds."""
    said = hashlib.sha256()
    holds = Hold.objects.filter(line__order__placed_at__gte=BEGINS)
    columns = ("state", "released_minor", "refunded_minor", "charged_back_minor", "recovered_minor")
    rows = holds.values_list(
        "line__order__checkout__token", "line__order__state", "line__listing__title", *columns
    )
    for row in sorted(map(str, rows)):
        said.update(row.encode())
    return said.hexdigest()


def _paid() -> QuerySet[Order]:
    return Order.objects.filter(paid_at__isnull=False)
