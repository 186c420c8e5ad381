"""A seller's money on its way to the bank: what leaves next, where to, and what has left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from escrow import gateways
from escrow.money import Money
from escrow.story import Refusal
from marketplace import payout_story, payout_words, takings
from marketplace.forms.amounts import as_typed
from marketplace.forms.payout import MinimumForm, PayoutAccountForm, ScheduleForm
from marketplace.views.answers import told
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest
from sellers import payout_methods, payout_minimums, payout_outlook, payouts
from sellers.models import Seller

PER_PAGE = 20


@at_the_desk
@require_http_methods(["GET", "POST"])
def desk_payouts(request: MemberRequest) -> HttpResponse:
    """What leaves next; a POST sends it now."""
    seller: Seller = request.user.seller
    if request.method == "POST":
        with told(request, _("It leaves now. We write to you when your bank has it.")):
            payouts.pay_out_now(seller, by=request.user)
        return redirect("desk_payouts")
    outlooks = [payout_outlook.of(seller, code) for code in takings.currencies_of(seller)]
    sent = seller.payouts.select_related("method").order_by("-created_at", "-pk")
    page = Paginator(sent, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "method": outlooks[0].method,
        "outlooks": [(each, payout_words.sentence(each)) for each in outlooks],
        "amounts": [each.amount for each in outlooks if each.can_leave_now],
        "minimums": [_minimum_form(each.minimum) for each in outlooks],
        "schedule": ScheduleForm(initial={"schedule": seller.payout_schedule}),
        "payouts": [(each, payout_words.STATES[each.state]) for each in page.object_list],
        "page_obj": page,
    }
    return render(request, "desk/payouts.html", context)


@at_the_desk
@require_GET
def desk_payout(request: MemberRequest, pk: UUID) -> HttpResponse:
    """One payout and what became of it."""
    seller: Seller = request.user.seller
    payout = get_object_or_404(seller.payouts.select_related("method"), pk=pk)
    outlook = payout_outlook.of(seller, payout.currency)
    context = {
        "payout": payout,
        "state": payout_words.STATES[payout.state],
        "events": payout_story.events(payout),
        "what_next": payout_words.what_next(payout, outlook),
        "trouble": payout.method.trouble and not payout.method.replaced_at,
    }
    return render(request, "desk/payout.html", context)


@at_the_desk
@reauthentication_required  # type: ignore[untyped-decorator]
def desk_payout_account(request: MemberRequest) -> HttpResponse:
    """Name the account. Whoever sits at an open session is asked for the password first."""
    seller: Seller = request.user.seller
    form = PayoutAccountForm(request.POST or None)
    if form.is_valid() and _named(request, seller, form):
        return redirect("desk_payouts")
    context = {
        "form": form,
        "method": payouts.method_of(seller),
        "wait": payout_methods.safety_wait(seller),
        "provider": gateways.onboarding(),
        "takes_bank_accounts": payout_methods.takes_bank_accounts(),
    }
    return render(request, "desk/payout_account.html", context)


@at_the_desk
@require_POST
def desk_payout_schedule(request: MemberRequest) -> HttpResponse:
    """How often the money leaves by itself."""
    form = ScheduleForm(request.POST)
    if form.is_valid():
        payout_methods.choose_schedule(request.user.seller, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose one of the days."))
    return redirect("desk_payouts")


@at_the_desk
@require_POST
def desk_payout_minimum(request: MemberRequest) -> HttpResponse:
    """From how much on it leaves by itself."""
    form = MinimumForm(request.POST)
    if form.is_valid():
        with told(request, _("Saved.")):
            payout_minimums.choose(
                request.user.seller, form.cleaned_data["amount"], by=request.user
            )
    else:
        messages.error(request, " ".join(str(each[0]) for each in form.errors.values()))
    return redirect("desk_payouts")


def _minimum_form(minimum: Money) -> MinimumForm:
    known = {"minimum": as_typed(minimum), "currency": minimum.currency}
    return MinimumForm(initial=known, auto_id=f"{minimum.currency}_%s")


def _named(request: MemberRequest, seller: Seller, form: Any) -> bool:
    try:
        payout_methods.name_account(seller, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Your payouts go there now. We have written to you about it."))
    return True
