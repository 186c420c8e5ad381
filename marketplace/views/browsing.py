"""Looking around: the start page, the search, a shelf, a thing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from marketplace import (
    assurance,
    countries,
    facets,
    front_page,
    listing_questions,
    search,
    shop_facts,
)
from marketplace.models import Category, Listing
from marketplace.wish import SORTS, Wish

REVIEWS = 6


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home/home.html", front_page.shown())


def search_page(request: HttpRequest) -> HttpResponse:
    return render(request, "browse/search.html", _found(Wish.read(request.GET)))


def category(request: HttpRequest, slug: str) -> HttpResponse:
    shelf = get_object_or_404(Category, slug=slug)
    found = _found(Wish.read(request.GET, category=slug))
    return render(request, "browse/category.html", {**found, "category": shelf})


def listing(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    there = listing_questions.with_few(Listing.objects.with_card().select_related("category"))
    thing = get_object_or_404(there, pk=pk)
    if thing.state == Listing.State.DRAFT and thing.seller.user_id != request.user.pk:
        raise Http404
    if slug != thing.slug:
        return redirect(thing, permanent=True)
    return render(request, "listing/listing.html", _about(request, thing))


def _found(wish: Wish) -> dict[str, Any]:
    listings, after = search.page_of(wish)
    return {
        "wish": wish,
        "listings": listings,
        "after": after,
        "facets": facets.count(wish),
        "sorts": [
            (name, label) for name, (label, _) in SORTS.items() if wish.words or name != "best"
        ],
    }


def _about(request: HttpRequest, thing: Listing) -> dict[str, Any]:
    return {
        **listing_questions.few(thing),
        "listing": thing,
        "mine": thing.seller.user_id == request.user.pk,
        "assurance": assurance.of(thing, countries.of(request)),
        "countries": countries.choices(),
        "seller": shop_facts.card(thing.seller),
        "reviews": shop_facts.reviews(thing.seller, REVIEWS),
    }
