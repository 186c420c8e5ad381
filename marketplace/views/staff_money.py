"""The path of an order's money for staff: all of it, with the names of the accounts."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from marketplace.models import Order
from marketplace.money_path import STAFF
from marketplace.views.member import MemberRequest
from marketplace.views.order_money import about


def order_money(request: MemberRequest, pk: int) -> HttpResponse:
    """Behind the admin's own door, for those who may see orders."""
    if not request.user.has_perm("marketplace.view_order"):
        raise PermissionDenied
    order = get_object_or_404(Order.objects.with_holds(), pk=pk)
    context = {
        **admin.site.each_context(request),
        **about(order, order.seller.user, STAFF),  # the bar has words for the two sides only
        "title": _("Money of %(number)s") % {"number": order.number},
    }
    return render(request, "admin/marketplace/order/money.html", context)
