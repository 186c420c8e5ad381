"""What a buyer bought: the list, the order, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace import bank_words, journey, money_bar, my_orders, next_steps, papers, stranded
from marketplace import receipt as receipts
from marketplace.forms.rating import RatingForm
from marketplace.models import Order
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest

PAGE = 20


@login_required
def orders(request: MemberRequest) -> HttpResponse:
    page = Paginator(my_orders.of(request.user), PAGE).get_page(request.GET.get("page"))
    rows = [my_orders.row(order, request.user) for order in page.object_list]
    return render(request, "orders/orders.html", {"rows": rows, "page_obj": page})


@login_required
def order(request: MemberRequest, number: str) -> HttpResponse:
    visible = Order.objects.visible_to(request.user).with_money()
    reviewed = visible.select_related("rating", "buyer_rating")
    found = get_object_or_404(reviewed.prefetch_related("rating__photos"), number=number)
    if found.buyer_id != request.user.pk:
        return redirect("desk_order", number)
    return order_page(request, found, RatingForm())


@login_required
@require_POST
def receipt(request: MemberRequest, number: str) -> HttpResponse:
    """It's all good: the money goes to the seller now."""
    mine = mine_or_404(request, number)
    with told(request, _("Thank you. The money is on its way to the seller.")):
        receipts.confirm_receipt(number, by=request.user)
    return redirect(mine)


@login_required
@require_POST
def extension(request: MemberRequest, number: str) -> HttpResponse:
    """More time, once."""
    mine = mine_or_404(request, number)
    with told(request, _("You have more time now. The order shows the new day.")):
        receipts.extend_protection(number, by=request.user)
    return redirect(mine)


def order_page(request: MemberRequest, found: Order, rating_form: RatingForm) -> HttpResponse:
    return render(
        request, "orders/order.html", {**_about(found, request.user), "rating_form": rating_form}
    )


def mine_or_404(request: MemberRequest, number: str) -> Order:
    return get_object_or_404(Order.objects.bought_by(request.user), number=number)


def _about(found: Order, reader: Any) -> dict[str, Any]:
    return {
        "order": found,
        "bar": money_bar.bar_of(found, reader),
        "can": next_steps.of(found),
        "stops": journey.of(found),
        "papers": papers.of(found),
        "stranded": stranded.of(found),
        "bank_notices": bank_words.notices(found, to_seller=False),
        "disputes": found.disputes.exclude(state="discarded").order_by("opened_at"),
    }
