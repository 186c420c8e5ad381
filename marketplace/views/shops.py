"""A shop: who sells here, how well, and what."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from marketplace import keyset, onward, shop_facts, structured
from marketplace.models import Listing
from marketplace.narrowing import there
from marketplace.wish import pages_in
from sellers.models import Seller

PAGE = 24
REVIEWS = 12


def shop(request: HttpRequest, slug: str) -> HttpResponse:
    seller = get_object_or_404(Seller, slug=slug)
    grows = onward.is_more(request)
    size = PAGE if grows else PAGE * pages_in(request.GET)
    begin = request.GET.get("after", "")
    listings, after = keyset.page(_for_sale(seller), keyset.NEWEST, begin, size)
    things = {"listings": listings, "onward": onward.of(request, after), "grows": grows}
    if grows:
        return render(request, "browse/_things.html", things)
    return render(request, "shop/shop.html", {**_about(seller), **things})


def _for_sale(seller: Seller) -> QuerySet[Listing]:
    return Listing.objects.for_sale().filter(there(), seller=seller).with_cover()


def _about(seller: Seller) -> dict[str, Any]:
    card = shop_facts.card(seller)
    return {
        "shop": seller,
        "seller": card,
        "structured": structured.shop(card, seller.get_absolute_url()),
        "banner": shop_facts.banner_url(seller),
        "reviews": shop_facts.reviews(seller, REVIEWS),
    }
