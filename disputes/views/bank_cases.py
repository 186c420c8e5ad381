"""A seller answers the buyer's bank: what it gets by itself, and the seller's own words."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from disputes import contesting
from disputes.forms import BankAnswerForm
from escrow.models.chargeback import ChargebackState
from escrow.story import Refusal
from marketplace import bank_words
from marketplace.models import Order
from marketplace.parcels import stops
from marketplace.views.member import MemberRequest

WAITS = ChargebackState.NEEDS_RESPONSE


@login_required
@require_http_methods(["GET", "POST"])
def bank_answer(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """Read what the bank will read, add words, and send it."""
    sold = Order.objects.sold_by(request.user).prefetch_related("shipments__events", "lines")
    order = get_object_or_404(sold, number=number)
    case = get_object_or_404(bank_words.of(order), pk=pk)
    form = BankAnswerForm(request.POST or None)
    if request.method == "POST" and (form.is_valid() or case.state != WAITS):
        try:
            contesting.contest(case.pk, by=request.user, words=form.data.get("words", ""))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your answer is on its way to the bank."))
        return redirect("desk_order", number)
    context = {
        "order": order,
        "case": case,
        "waits": case.state == WAITS,
        "amount": bank_words.share(order, case),
        "parcels": [(parcel, stops(parcel)) for parcel in order.shipments.all()],
        "form": form,
    }
    return render(request, "disputes/bank_answer.html", context)
