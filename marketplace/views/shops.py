"""A shop: who sells here, how well, and what."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from marketplace import keyset, reviews, shop_facts
from marketplace.models import Listing
from sellers.models import Seller

PAGE = 24
REVIEWS, FIRST_REVIEWS = 20, 6


def shop(request: HttpRequest, slug: str) -> HttpResponse:
    seller = get_object_or_404(Seller.objects.select_related("user"), slug=slug)
    after = request.GET.get("after", "")
    listings, after = keyset.page(_for_sale(seller), keyset.NEWEST, after, PAGE)
    return render(
        request, "shop/shop.html", {**_about(seller), "listings": listings, "after": after}
    )


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
    there = Listing.objects.for_sale().filter(stock__on_hand__gt=F("stock__reserved"))
    return there.with_card().filter(seller=seller)


def _about(seller: Seller) -> dict[str, Any]:
    return {
        "shop": seller,
        "seller": shop_facts.card(seller),
        "banner": shop_facts.banner_url(seller),
        "reviews": shop_facts.reviews(seller, FIRST_REVIEWS),
    }
