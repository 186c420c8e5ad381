"""What a buyer bought: the list, the order, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace import (
    bank_words,
    calendar_feeds,
    conversation_page,
    journey,
    money_bar,
    my_orders,
    next_steps,
    papers,
    stranded,
)
from marketplace import receipt as receipts
from marketplace.forms.cancel_request import CancelRequestForm
from marketplace.forms.message import SayForm
from marketplace.forms.rating import RatingForm
from marketplace.models import Order
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest

PAGE = 20


@login_required
def orders(request: MemberRequest) -> HttpResponse:
    page = Paginator(my_orders.of(request.user), PAGE).get_page(request.GET.get("page"))
    rows = [my_orders.row(order, request.user) for order in page.object_list]
    calendar, guests = calendar_feeds.address_of(request.user), request.user.guests.order_by("pk")
    context = {"rows": rows, "page_obj": page, "calendar": calendar, "guests": guests}
    return render(request, "orders/orders.html", context)


@login_required
def order(request: MemberRequest, number: str) -> HttpResponse:
    found = with_everything(request, number)
    if found.buyer_id != request.user.pk:
        return redirect("desk_order", number)
    return order_page(request, found)


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


def order_page(request: MemberRequest, found: Order, **forms: Form) -> HttpResponse:
    """The order; a form that was typed into comes back as it was."""
    fresh = {"rating_form": RatingForm(), "cancel_form": CancelRequestForm(), "say_form": SayForm()}
    about = _about(found, request.user)
    talk = conversation_page.of_order(found, request.user)
    about |= {"talk": talk, "written": talk.written}
    return render(request, "orders/order.html", {**about, **fresh, **forms})


def with_everything(request: MemberRequest, number: str) -> Order:
    """For the page, also to its seller, who is sent on to the desk."""
    whole = Order.objects.visible_to(request.user).with_holds().with_parcels().with_rare_things()
    reviewed = whole.select_related("rating", "buyer_rating")
    return get_object_or_404(reviewed.prefetch_related("rating__photos"), number=number)


def mine_or_404(request: MemberRequest, number: str) -> Order:
    return get_object_or_404(Order.objects.bought_by(request.user), number=number)


def _about(found: Order, reader: Any) -> dict[str, Any]:
    return {
        "order": found,
        "bar": money_bar.bar_of(found, reader),
        "can": next_steps.of(found),
        "stops": journey.of(found),
        "papers": papers.of(found),
        "cancelling": found.last_cancel_request(),
        "stranded": stranded.of(found) if found.may_be("stranded") else [],
        "bank_notices": _bank_notices(found),
        "disputes": found.disputes.exclude(state="discarded").order_by("opened_at"),
    }


def _bank_notices(found: Order) -> list[bank_words.BankNotice]:
    return bank_words.notices(found, to_seller=False) if found.may_be("at_a_bank") else []
