"""The seller's money: four figures, and every line behind each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from escrow import policy
from escrow.statement import line_number
from marketplace import statement, takings
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest
from sellers.models import Seller

AVAILABLE, RESERVE, OWED, TAKEN = "available", "reserve", "owed", "taken"
TABS = (AVAILABLE, takings.WAITING, takings.HELD, RESERVE, takings.TRANSIT, OWED, TAKEN)
PER_PAGE = 30


@at_the_desk
def desk_balance(request: MemberRequest) -> HttpResponse:
    """One figure at a time, with the orders or postings that add up to it."""
    seller: Seller = request.user.seller
    every = takings.of(seller)
    codes = [one.currency for one in every]
    currency = _chosen(request, "currency", codes)
    tab = _chosen(request, "of", TABS)
    found = every[codes.index(currency)]
    context = {
        "tab": tab,
        "currency": currency,
        "currencies": codes,
        "stopped": seller.emergency_freezes.running().first(),
        "takings": found,
        "repays_percent": _repays_percent() if found.owed else "",
        **_behind(seller, tab, currency, request),
    }
    return render(request, "desk/balance.html", context)


def _repays_percent() -> str:
    """How much of a sale goes to the guarantee fund, while the seller owes it something."""
    return f"{policy.in_force().share_bps('debt_repayment_bps') / 100:g}"


def _chosen(request: MemberRequest, name: str, among: Any) -> str:
    wanted = request.GET.get(name, "")
    return wanted if wanted in among else among[0]


def _behind(seller: Seller, tab: str, currency: str, request: MemberRequest) -> dict[str, Any]:
    places = {
        AVAILABLE: seller.payable,
        RESERVE: seller.reserve,
        OWED: seller.receivable,
        TAKEN: seller.owed_for_chargebacks,
    }
    if place := places.get(tab):
        found, lines = statement.told(
            place, currency, before=line_number(request.GET.get("before"))
        )
        kept = takings.kept_back(seller, currency) if tab == RESERVE else None
        return {"statement": found, "told": lines, "reserves": kept}
    if tab == takings.TRANSIT:
        sent = Paginator(takings.on_its_way(seller, currency), PER_PAGE)
        shown = sent.get_page(request.GET.get("page"))
        return {"payouts": shown.object_list, "page_obj": shown}
    behind = takings.behind(seller, tab, currency)
    page = Paginator(behind, PER_PAGE).get_page(request.GET.get("page"))
    return {"lines": [takings.shown(hold) for hold in page.object_list], "page_obj": page}
