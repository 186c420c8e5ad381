"""A shop: who sells here, how well, and what."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from marketplace import keyset, onward, reviews, shop_facts, shop_pictures, structured
from marketplace.models import Listing
from marketplace.narrowing import there
from marketplace.wish import pages_in
from sellers.models import Seller

PAGE = 24
REVIEWS, FIRST_REVIEWS = 20, 6


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


def shop_reviews(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that buyers said of a shop, page by page."""
    seller = get_object_or_404(Seller, slug=slug)
    said = reviews.public().filter(seller=seller)
    shown, after = keyset.page(said, keyset.NEWEST, request.GET.get("after", ""), REVIEWS)
    card = shop_facts.card(seller)
    return render(
        request,
        "shop/reviews.html",
        {"shop": seller, "seller": card, "reviews": shown, "after": after},
    )


def _for_sale(seller: Seller) -> QuerySet[Listing]:
    return Listing.objects.for_sale().filter(there(), seller=seller).with_cover()


def _about(seller: Seller) -> dict[str, Any]:
    card = shop_facts.card(seller)
    return {
        "shop": seller,
        "seller": card,
        "structured": structured.shop(card, seller.get_absolute_url()),
        "banner": shop_pictures.url(seller.banner),
        "reviews": shop_facts.reviews(seller, FIRST_REVIEWS),
    }
