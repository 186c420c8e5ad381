"""Offers between the two: made, answered, taken back, undone."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from disputes import agreeing, offering
from disputes.forms import OfferForm, TypedAmountForm
from disputes.models import Offer
from disputes.views.cases import page
from disputes.views.own import case_or_404, say
from marketplace.views.member import MemberRequest


@login_required
@require_POST
def dispute_offers(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """One of the two says how it could end."""
    case = case_or_404(request, number, pk)
    form = OfferForm(request.POST, case=case, auto_id="offer_%s")
    if not form.is_valid():
        return page(request, case, offer=form)
    words = form.cleaned_data["words"]
    return say(
        request,
        case,
        lambda: offering.make_offer(case, form.terms, by=request.user, words=words),
        _("Your offer is on the table."),
    )


@login_required
@require_POST
def offer_answer(request: MemberRequest, number: str, pk: UUID, offer: UUID) -> HttpResponse:
    """The other side takes it or not; who made it can take it back."""
    case = case_or_404(request, number, pk)
    row = get_object_or_404(
        Offer.objects.select_related("dispute__order__seller"), dispute=case, pk=offer
    )
    answer = request.POST.get("answer")
    if answer == "accept":
        return _accepted(request, case, row)
    if answer == "take_back":
        step, done = offering.take_back, _("Your offer is off the table.")
    else:
        step, done = agreeing.decline_offer, _("You did not take it. You two can go on talking.")
    return say(request, case, lambda: step(row, by=request.user), done)


@login_required
@require_POST
def dispute_second_thoughts(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """Within the hour, who took an offer undoes it."""
    case = case_or_404(request, number, pk)
    done = _("Undone. The case goes on as before.")
    return say(request, case, lambda: agreeing.undo(case, by=request.user), done)


def _accepted(request: MemberRequest, case: object, row: Offer) -> HttpResponse:
    form = TypedAmountForm(request.POST, currency=row.currency)
    typed = form.cleaned_data["typed"] if form.is_valid() else None
    return say(
        request,
        row.dispute,
        lambda: agreeing.accept_offer(row, by=request.user, typed=typed),
        _("Agreed. It is done in an hour; until then you can undo it."),
    )
