"""The seller's own numbers: what each is, and how it came about."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from marketplace import metric_words, numbers_page, open_limits, seller_rules
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest
from sellers import levels
from sellers.models import Seller
from sellers.models.seller import Level

CHANGES = 10


@at_the_desk
@require_GET
def desk_numbers(request: MemberRequest) -> HttpResponse:
    """All of them, the level they come to, and what stands between it and the next."""
    seller: Seller = request.user.seller
    known, currency = numbers_page.of(seller), settings.HOLDFAST_CURRENCY
    context = {
        "seller": seller,
        "known": known,
        "numbers": numbers_page.numbers(known),
        "steps": levels.steps(seller, known),
        "level": seller_rules.level_facts(Level(seller.level), currency, known.rules),
        "open": open_limits.open_money(seller, currency),
        "changes": seller.level_changes.order_by("-at", "-pk")[:CHANGES],
        "names": metric_words.NAMES,
    }
    return render(request, "desk/numbers.html", context)


@at_the_desk
@require_GET
def desk_number(request: MemberRequest, code: str) -> HttpResponse:
    """One of them, order by order."""
    seller: Seller = request.user.seller
    after, only_wrong = request.GET.get("after", ""), request.GET.get("only") == "wrong"
    behind = numbers_page.behind(seller, code, only_wrong=only_wrong, after=after)
    if behind is None:
        raise Http404
    known = numbers_page.of(seller)
    context = {
        "code": code,
        "name": metric_words.NAMES[code],
        "number": numbers_page.number(code, known) if code in known.metrics else None,
        "known": known,
        "facts": behind[0],
        "after": behind[1],
        "only_wrong": only_wrong,
        "prior": known.rules.of_sellers("prior_ratings"),
    }
    return render(request, "desk/number.html", context)
