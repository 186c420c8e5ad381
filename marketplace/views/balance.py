"""The buyer's own balance: how much, from where, what it did, and the way out."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from escrow import balances, withdrawals
from escrow.money import Money
from escrow.statement import line_number
from marketplace import balance_page
from marketplace.forms.withdrawal import ConfirmedWithdrawal, WithdrawalForm
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest


@login_required
@require_http_methods(["GET", "POST"])
def account_balance(request: MemberRequest) -> HttpResponse:
    """The first POST shows where each part goes; the second, confirmed, sends it."""
    codes = balance_page.currencies_of(request.user)
    wanted = request.GET.get("currency", "")
    currency = wanted if wanted in codes else codes[0]
    if "confirmed" in request.POST:
        return _send_back(request, currency)
    free = balances.free(request.user, currency)
    form = WithdrawalForm(request.POST or None, most=free)
    going = form.cleaned_data["amount"] if form.is_valid() else None
    found, lines = balance_page.statement(
        request.user, currency, before=line_number(request.GET.get("before"))
    )
    context: dict[str, Any] = {
        "balance": balances.of(request.user, currency),
        "free": free,
        "currency": currency,
        "currencies": codes,
        "parts": balance_page.parts(request.user, currency, going),
        "waiting": [] if going else balance_page.waiting(request.user, currency),
        "going": going,
        "form": form,
        "statement": found,
        "told": lines,
    }
    return render(request, "account/balance.html", context)


def _send_back(request: MemberRequest, currency: str) -> HttpResponse:
    form = ConfirmedWithdrawal(request.POST)
    if form.is_valid():
        with told(request, _("It is on its way back, usually within three days.")):
            withdrawals.withdraw(
                Money(form.cleaned_data["minor"], currency),
                by=request.user,
                seen=Money(form.cleaned_data["seen"], currency),
            )
    return redirect("account_balance")
