"""Where is my money: the path of one order's money, for its buyer, its seller and our staff."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from marketplace import money_path, next_move
from marketplace.models import Order
from marketplace.money_path import BUYER, SELLER
from marketplace.views.member import MemberRequest


@login_required
@require_GET
def order_money(request: MemberRequest, number: str) -> HttpResponse:
    bought = Order.objects.bought_by(request.user).with_holds()
    order = get_object_or_404(bought, number=number)
    return render(request, "orders/money.html", about(order, request.user, BUYER))


@login_required
@require_GET
def desk_order_money(request: MemberRequest, number: str) -> HttpResponse:
    sold = Order.objects.sold_by(request.user).with_holds()
    order = get_object_or_404(sold, number=number)
    return render(request, "desk/order_money.html", about(order, request.user, SELLER))


def about(order: Order, person: Any, reader: str) -> dict[str, Any]:
    """What each of the pages shows, in the words of its reader."""
    path = money_path.of(order, reader)
    return {"order": order, "path": path, "next_move": next_move.sentence(order, person, path)}
