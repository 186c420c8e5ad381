"""The seller's desk: what must be done today, and where the money is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from marketplace import coverage_meter, keyset, setting_up, takings, today
from marketplace.models import Order
from marketplace.money_bar import bar_of
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest
from sellers import verification
from sellers.models import Seller

PAGE = 20


@at_the_desk
def desk(request: MemberRequest) -> HttpResponse:
    """Today's jobs by deadline, the four figures, and what goes on by itself."""
    seller: Seller = request.user.seller
    if request.GET.get("show"):
        return _one_shelf(request, seller, request.GET["show"])
    shelves = today.overview(seller)
    counts = today.counts(seller)
    orders = [order for shelf in shelves.values() for order in shelf]
    context = {
        "seller": seller,
        "jobs": today.jobs(shelves),
        "shelves": shelves,
        "counts": counts,
        **in_rows(request, orders),
        "figures": takings.of(seller),
        "setting_up": setting_up.missing(seller),
        "verification": verification.of(seller),
        "stopped": seller.emergency_freezes.running().first(),
        "desk_counts": {"today": sum(counts[name] for name in today.WAIT_FOR_SELLER)},
    }
    return render(request, "desk/today.html", context)


def in_rows(request: MemberRequest, orders: list[Order]) -> dict[str, Any]:
    """What the rows of a list say of each order, by number: its money, and whether it is covered."""
    return {
        "bars": {order.number: bar_of(order, request.user) for order in orders},
        "meters": {order.number: coverage_meter.of(order) for order in orders},
    }


def _one_shelf(request: MemberRequest, seller: Seller, name: str) -> HttpResponse:
    if name not in today.SHELVES:
        raise Http404
    rows, after = keyset.page(
        today.shelf(seller, name), today.along_of(name), request.GET.get("after", ""), PAGE
    )
    found = today.with_cases(order.pk for order in rows)
    orders = [found[order.pk] for order in rows]
    context = {"shelf": name, "after": after, "orders": orders, **in_rows(request, orders)}
    return render(request, "desk/shelf.html", context)
