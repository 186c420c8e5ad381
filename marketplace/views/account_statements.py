"""A buyer's money month by month, each with a file that proves it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace import buyer_months, proven_month
from marketplace.models import User
from marketplace.views.member import MemberRequest


@login_required
@require_safe
def account_statements(request: MemberRequest) -> HttpResponse:
    currency, codes = chosen_currency(request.user, request.GET.get("currency", ""))
    months = buyer_months.months(request.user, currency)
    context = {"months": months, "currency": currency, "currencies": codes}
    return render(request, "account/statements.html", context)


@login_required
@require_safe
def account_statement_file(request: MemberRequest, month: str) -> HttpResponse:
    return as_file(request.user, month, request.GET.get("currency", ""))


def as_file(person: User, month: str, asked: str) -> HttpResponse:
    """To be kept, not shown inside a page. Raises Http404."""
    currency, _codes = chosen_currency(person, asked)
    scope = buyer_months.scope(person, month, currency)
    if scope is None:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="holdfast-{month}-{currency}.json"',
        "Cache-Control": "private, no-store",
    }
    body = proven_month.as_file(scope)
    return HttpResponse(body, content_type="application/json", headers=headers)


def chosen_currency(person: User, asked: str) -> tuple[str, list[str]]:
    codes = buyer_months.currencies_of(person)
    return (asked if asked in codes else codes[0]), codes
