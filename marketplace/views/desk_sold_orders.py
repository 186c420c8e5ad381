"""Everything a shop has sold, with what narrows it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace import sold_orders, today
from marketplace.forms.sold_orders import SoldOrdersForm
from marketplace.views.desk import in_rows
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest


@at_the_desk
@require_safe
def desk_orders(request: MemberRequest) -> HttpResponse:
    """The newest first; what cannot be read of a question narrows nothing."""
    form = SoldOrdersForm(request.GET)
    wanted = form.wanted()
    seller, after = request.user.seller, request.GET.get("after", "")
    orders, after = sold_orders.page(seller, wanted, after)
    context = {"form": form, "wanted": wanted, "orders": orders, "after": after}
    rows = in_rows(request, orders)
    return render(request, "desk/orders.html", {**context, **rows, "shelves": list(today.SHELVES)})
