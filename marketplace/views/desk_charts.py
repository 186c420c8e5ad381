"""How a shop goes: sales, held money and claims over time."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace import charts
from marketplace.views.desk_door import at_the_desk
from marketplace.views.desk_statements import chosen_currency
from marketplace.views.member import MemberRequest
from sellers.models import Seller


@at_the_desk
@require_safe
def desk_charts(request: MemberRequest) -> HttpResponse:
    """Over 30 days, 90 days or 12 months."""
    seller: Seller = request.user.seller
    currency, codes = chosen_currency(seller, request.GET.get("currency", ""))
    span = charts.SPANS.get(request.GET.get("span", ""), charts.SPANS["30d"])
    context = {
        "charts": charts.charts(seller, currency, span),
        "span": span,
        "spans": charts.SPANS.values(),
        "currency": currency,
        "currencies": codes,
    }
    return render(request, "desk/charts.html", context)
