"""The bench: what a shop has to send, as rows that are filled in and sent together."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from marketplace import keyset, known_carriers
from marketplace.models import Order, Shipment
from marketplace.models.order import TO_SHIP, OrderQuerySet
from marketplace.models.shipment import BY_HAND
from sellers.models import Seller

PAGE = 100
URGENT_FIRST = keyset.Along("ship_by", keyset.moment)


def page(seller: Seller, after: str) -> tuple[list[Order], str]:
    """What is to be sent, most urgent first, and the cursor of what follows."""
    waiting = _shown(seller).filter(state__in=TO_SHIP, ship_by__isnull=False)
    return keyset.page(waiting, URGENT_FIRST, after, PAGE)


def named(seller: Seller, numbers: Sequence[str]) -> list[Order]:
    """The shop's own among these numbers, in the order of the page."""
    return list(_shown(seller).filter(number__in=numbers[:PAGE]).order_by("ship_by", "pk"))


def usual_carrier(seller: Seller) -> str:
    """With whom the shop sent most of its last parcels."""
    mine = Shipment.objects.filter(order__seller=seller).exclude(carrier=BY_HAND)
    last = mine.order_by("-dispatched_at").values("pk")[:20]
    counted = Shipment.objects.filter(pk__in=last).values("carrier").annotate(n=Count("pk"))
    most = counted.order_by("-n", "carrier").first()
    return most["carrier"] if most else known_carriers.known()[0].name


def _shown(seller: Seller) -> OrderQuerySet:
    mine = Order.objects.filter(seller=seller).with_first_parcels()
    return mine.select_related("buyer", "checkout", "policy").prefetch_related("lines")
