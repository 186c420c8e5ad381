"""The seller's statements, month by month: as pages, and as files to keep."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escrow.statement import line_number
from marketplace import months_of_money, proven_month, takings
from marketplace.months_of_money import Statement
from marketplace.printing import statement_csv, statement_paper
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest
from sellers.models import Seller

FILES: dict[str, tuple[Callable[[Seller, Statement], bytes], str]] = {
    "json": (proven_month.sellers, "application/json"),
    "csv": (statement_csv.written, "text/csv; charset=utf-8"),
    "pdf": (statement_paper.drawn, "application/pdf"),
}


@at_the_desk
@require_safe
def desk_statements(request: MemberRequest) -> HttpResponse:
    """Every month, with what was there before and after."""
    seller: Seller = request.user.seller
    currency, codes = chosen_currency(seller, request.GET.get("currency", ""))
    context = {
        "months": months_of_money.months(seller, currency),
        "currency": currency,
        "currencies": codes,
    }
    return render(request, "desk/statements.html", context)


@at_the_desk
@require_safe
def desk_statement(request: MemberRequest, month: str) -> HttpResponse:
    """One month: opening, every line, closing."""
    seller: Seller = request.user.seller
    currency, codes = chosen_currency(seller, request.GET.get("currency", ""))
    after = line_number(request.GET.get("after"))
    found = months_of_money.of(seller, month, currency, after=after)
    if found is None:
        raise Http404
    context = {"statement": found, "after": after, "currency": currency, "currencies": codes}
    return render(request, "desk/statement.html", context)


@at_the_desk
@require_safe
def desk_statement_file(request: MemberRequest, month: str, kind: str) -> HttpResponse:
    return as_file(request.user.seller, month, kind, request.GET.get("currency", ""))


def as_file(seller: Seller, month: str, kind: str, asked: str) -> HttpResponse:
    """To be kept, not shown inside a page. Raises Http404."""
    currency, _codes = chosen_currency(seller, asked)
    found = months_of_money.whole(seller, month, currency)
    if found is None or kind not in FILES:
        raise Http404
    make, content_type = FILES[kind]
    name = f"holdfast-{month}-{currency}.{kind}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(make(seller, found), content_type=content_type, headers=headers)


def chosen_currency(seller: Seller, asked: str) -> tuple[str, list[str]]:
    """One of those in which the shop has money; the first where nothing was asked."""
    codes = takings.currencies_of(seller)
    return (asked if asked in codes else codes[0]), codes
