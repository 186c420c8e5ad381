"""The order defect rate: of a seller's orders, those whose claim was lost. Counted from facts alone.

Over 60 days; a shop with fewer than 40 orders in them is looked at over a year, so that one bad order
does not mark a small shop.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from escrow import clock
from sellers.models import PerformanceFact, Seller

Kind = PerformanceFact.Kind
SHORT, LONG, FEW_ORDERS = timedelta(days=60), timedelta(days=365), 40
TARGET = 0.01


@dataclass(frozen=True)
class Defects:
    """How many of how many orders, in how many days."""

    lost: int
    orders: int
    days: int

    def share(self, more: int = 0) -> float:
        """With so many more lost; a shop without orders has nothing to lose of."""
        return (self.lost + more) / max(self.orders, self.lost + more, 1)


def of(seller: Seller) -> Defects:
    """In one query."""
    now = clock.now()
    soon, lately = Q(at__gte=now - SHORT), Q(kind=Kind.SALE)
    facts = PerformanceFact.objects.filter(seller=seller, at__gte=now - LONG)
    found = facts.filter(kind__in=(Kind.SALE, Kind.CLAIM_LOST)).aggregate(
        orders=Count("pk", filter=soon & lately),
        lost=Count("pk", filter=soon & ~lately),
        orders_of_year=Count("pk", filter=lately),
        lost_of_year=Count("pk", filter=~lately),
    )
    if found["orders"] >= FEW_ORDERS:
        return Defects(found["lost"], found["orders"], SHORT.days)
    return Defects(found["lost_of_year"], found["orders_of_year"], LONG.days)
