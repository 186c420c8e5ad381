"""The seller's desk: what must be done today, and where the money is."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from marketplace import setting_up, today
from marketplace.money_bar import bar_of
from marketplace.views.desk_door import at_the_desk
from marketplace.views.desk_money import figures
from marketplace.views.member import MemberRequest
from sellers import verification
from sellers.models import Seller


@at_the_desk
def desk(request: MemberRequest) -> HttpResponse:
    """Today's jobs by deadline, the four figures, and what goes on by itself."""
    seller: Seller = request.user.seller
    if request.GET.get("show"):
        return _one_shelf(request, seller, request.GET["show"])
    shelves = today.overview(seller)
    counts = today.counts(seller)
    context = {
        "seller": seller,
        "jobs": today.jobs(shelves),
        "shelves": shelves,
        "counts": counts,
        "bars": bars(request, [order for orders in shelves.values() for order in orders]),
        "figures": figures(seller),
        "setting_up": setting_up.missing(seller),
        "verification": verification.of(seller),
        "desk_counts": {"today": sum(counts[name] for name in today.WAIT_FOR_SELLER)},
    }
    return render(request, "desk/today.html", context)


def bars(request: MemberRequest, orders: list[Any]) -> dict[str, Any]:
    """The money bars of a list of orders, by number."""
    return {order.number: bar_of(order, request.user) for order in orders}


def _one_shelf(request: MemberRequest, seller: Seller, name: str) -> HttpResponse:
    if name not in today.SHELVES:
        raise Http404
    page = Paginator(today.shelf(seller, name), 20).get_page(request.GET.get("page"))
    found = today.with_cases(order.pk for order in page.object_list)
    orders = [found[order.pk] for order in page.object_list]
    context = {"shelf": name, "page_obj": page, "orders": orders, "bars": bars(request, orders)}
    return render(request, "desk/shelf.html", context)
