"""The guarantee fund's books, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from escrow import fund_books
from marketplace import fund_page


def guarantee_fund(request: HttpRequest) -> HttpResponse:
    """One currency at a time."""
    codes = fund_books.currencies()
    currency = fund_page.chosen(request.GET.get("currency", ""), codes)
    context = {"currency": currency, "currencies": codes, "fund": fund_page.shown(currency)}
    return render(request, "fund/fund.html", context)
