"""The money desk: what needs finance now, where the money is, the fund, and providers' caps."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from escrow import capped, fund, fund_books, money_figures, money_fund, money_jobs
from escrow.admin.desk_page import page
from escrow.admin.fund_form import TopUpForm
from escrow.money_job_words import told
from escrow.money_rights import MAY_LOOK, MAY_TOP_UP
from escrow.story import Refusal

View = Callable[[HttpRequest], HttpResponse]


def for_who_may_look(view: View) -> View:
    """Behind the admin's own door, for who may look at the money desk."""

    @wraps(view)
    def looked(request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(MAY_LOOK):
            raise PermissionDenied
        return view(request)

    guarded: View = admin.site.admin_view(looked)
    return guarded


@require_safe
@for_who_may_look
def desk(request: HttpRequest) -> HttpResponse:
    """What waits stands first; of what does not wait, only the names."""
    jobs = [told(job) for job in money_jobs.waiting()]
    shown = {
        "jobs": [each for each in jobs if each.job.count],
        "quiet": [each for each in jobs if not each.job.count],
        "counted": money_figures.figures(),
    }
    return page(request, "admin/escrow/desk/desk.html", shown)


@require_safe
@for_who_may_look
def caps(request: HttpRequest) -> HttpResponse:
    """What a provider may not keep much longer, by the day on which it ends."""
    return page(request, "admin/escrow/desk/caps.html", {"capped": capped.nearing()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_who_may_look
def guarantee_fund(request: HttpRequest) -> HttpResponse:
    """POST writes a top-up down."""
    form = TopUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _topped_up(request, form):
        return redirect("money_fund")
    codes = fund_books.currencies()
    wanted = request.GET.get("currency", "")
    currency = wanted if wanted in codes else settings.HOLDFAST_CURRENCY
    books = fund_books.books(currency)
    shown = {
        "currency": currency,
        "currencies": codes,
        "books": books,
        "ways": money_fund.ways(books),
        "ratio": money_fund.ratio(currency),
        "waiting": money_fund.waiting(),
        "payments": money_fund.payments(currency),
        "top_ups": money_fund.top_ups(),
        "may_top_up": request.user.has_perm(MAY_TOP_UP),
        "form": form,
    }
    return page(request, "admin/escrow/desk/fund.html", shown)


def _topped_up(request: HttpRequest, form: Any) -> bool:
    try:
        fund.top_up(
            form.cleaned_data["amount"], reference=form.cleaned_data["reference"], by=request.user
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("It is in the books, and what waited is tried again."))
    return True
