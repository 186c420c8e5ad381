"""The closed days of the books, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace import book_pages


@require_safe
def books(request: HttpRequest) -> HttpResponse:
    """What a root proves, and the newest of them."""
    days, older = book_pages.page_of(request.GET.get("before"), book_pages.SHOWN)
    return render(request, "books/books.html", {"days": days, "older": older})


@require_safe
@cache_control(public=True, max_age=300)
def book_days(request: HttpRequest) -> JsonResponse:
    """For programs, and to keep."""
    return JsonResponse(book_pages.published(request.GET.get("before")))
