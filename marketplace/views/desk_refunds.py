"""A seller gives money back: choose, see what it costs, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escrow.money import Money
from marketplace import refunding
from marketplace.forms.refund import ConfirmedForm, SellerRefundForm
from marketplace.models import Order, OrderLine
from marketplace.money_bar import bar_of
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest


@login_required
@require_http_methods(["GET", "POST"])
def desk_refunds(request: MemberRequest, number: str) -> HttpResponse:
    """The first POST shows what it costs; the second, confirmed, does it."""
    order = get_object_or_404(Order.objects.sold_by(request.user).with_holds(), number=number)
    if "confirmed" in request.POST:
        return _give_back(request, order)
    lines = _lines(order)
    form = SellerRefundForm(request.POST or None, lines=lines)
    context = {"order": order, "bar": bar_of(order, request.user), "lines": lines, "form": form}
    if form.is_valid():
        context |= _outlook(order, **form.cleaned_data)
    return render(request, "desk/refund.html", context)


def _give_back(request: MemberRequest, order: Order) -> HttpResponse:
    form = ConfirmedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose again what you want to give back."))
        return redirect("desk_refunds", order.number)
    said, currency = form.cleaned_data, order.currency
    done = _("It is on its way back to %(name)s.") % {"name": order.buyer.get_short_name()}
    with told(request, done):
        refunding.refund_by_seller(
            order.number,
            by=request.user,
            line=said["line"],
            amount=Money(said["minor"], currency),
            seen_most=Money(said["most"], currency),
        )
    return redirect("desk_order", order.number)


def _lines(order: Order) -> dict[OrderLine, Money]:
    """What there is to give back, and how much of each at most."""
    most = {line: refunding.refundable(line.hold) for line in order.lines.all()}
    return {line: amount for line, amount in most.items() if amount}


def _outlook(order: Order, line: int, amount: Money, most: Money, **_: Any) -> dict[str, Any]:
    chosen = next(each for each in order.lines.all() if each.pk == line)
    return {
        "line": chosen,
        "most": most,
        "cost": refunding.cost(chosen.hold, amount),
        "after_release": chosen.hold.is_settled(),
    }
