"""Looking around: the start page, the search, a shelf, a thing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from escrow import policy
from marketplace import (
    assurance,
    browse_page,
    choosing,
    conversion,
    countries,
    front_page,
    listing_questions,
    onward,
    reporting,
    shop_facts,
    structured,
)
from marketplace.models import Category, Listing
from marketplace.models.listing import SEEN
from marketplace.typed import number
from marketplace.wish import Wish

REVIEWS = 6


def home(request: HttpRequest) -> HttpResponse:
    page = {**front_page.shown(), "structured": structured.site()}
    return render(request, "home/home.html", page)


def search_page(request: HttpRequest) -> HttpResponse:
    wish = Wish.read(request.GET)
    if onward.is_more(request):
        return _more(request, wish)
    found = browse_page.shown(request, wish)
    if found["meant"] and not found["facets"].unlimited:
        better = wish.but(words=found["meant"], asked=wish.words)
        return redirect(reverse("search") + better.query())
    return render(request, "browse/search.html", found)


def category(request: HttpRequest, slug: str) -> HttpResponse:
    shelf = get_object_or_404(Category.objects.select_related("parent"), slug=slug)
    wish = Wish.read(request.GET, category=slug)
    if onward.is_more(request):
        return _more(request, wish)
    found = browse_page.shown(request, wish, shelf)
    about = {
        "category": shelf,
        "crumbs": shelf.crumbs(),
        "parts": browse_page.parts(found, slug),
        "structured": structured.crumbs(shelf.crumbs(), request.path),
    }
    return render(request, "browse/category.html", {**found, **about})


def listing(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    whole = Listing.objects.with_card().with_variants().select_related("category__parent")
    thing = get_object_or_404(listing_questions.with_few(whole), pk=pk)
    if thing.state not in SEEN and thing.seller.user_id != request.user.pk:
        raise Http404
    if slug != thing.slug:
        return redirect(thing, permanent=True)
    return render(request, "listing/listing.html", _about(request, thing))


def _more(request: HttpRequest, wish: Wish) -> HttpResponse:
    """The list grows: only what comes after."""
    listings, after = browse_page.more(wish)
    things = {"listings": listings, "onward": onward.of(request, after), "grows": True}
    return render(request, "browse/_things.html", things)


def _about(request: HttpRequest, thing: Listing) -> dict[str, Any]:
    rules = policy.in_force()
    promised = assurance.of(thing, countries.of(request), rules)
    seller = shop_facts.card(thing.seller, rules)
    steps = thing.category.crumbs(here=False)
    choice = choosing.of(thing, number(request.GET, "variant"))
    return {
        **listing_questions.few(thing),
        "listing": thing,
        "choice": choice,
        "most": (most := choosing.most(thing, choice)),
        "quantity": min(max(number(request.GET, "quantity"), 1), max(most, 1)),
        "mine": thing.seller.user_id == request.user.pk,
        "freeze": reporting.freeze_of(thing),
        "assurance": promised,
        "about": conversion.about(
            (choice and choice.price) or thing.price, conversion.currency_of(request.user)
        ),
        "countries": countries.choices(),
        "crumbs": steps,
        "structured": structured.product(thing, promised, seller),
        "structured_crumbs": structured.crumbs([*steps, (thing.title, "")], request.path),
        "seller": seller,
        "reviews": shop_facts.reviews(thing.seller, REVIEWS),
    }
