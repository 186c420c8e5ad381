"""Parcels of a case: what is sent back, and what is sent again."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from disputes import parcel_words, replacements, returns
from disputes.forms_parcels import (
    InspectionForm,
    LabelForm,
    ObjectionForm,
    ParcelForm,
    SecondParcelForm,
)
from disputes.views.cases import page
from disputes.views.own import case_or_404, say
from marketplace.views.member import MemberRequest


@login_required
@require_POST
def return_label(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The seller says where to send it, or lets the buyer keep it."""
    case = case_or_404(request, number, pk)
    row = parcel_words.return_of(case)
    if row is None or request.POST.get("answer") == "keep":
        done = _("The buyer keeps it, and the money is on its way.")
        return say(request, case, lambda: returns.let_keep(case, by=request.user), done)
    form = LabelForm(request.POST, row=row, auto_id="label_%s")
    if not form.is_valid():
        return page(request, case, return_label=form)
    label = form.label
    done = _("Thank you. The buyer knows where to send it now.")
    return say(request, case, lambda: returns.supply_label(case, label, by=request.user), done)


@login_required
@require_POST
def return_parcel(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The buyer has posted it."""
    case = case_or_404(request, number, pk)
    form = ParcelForm(request.POST, auto_id="parcel_%s")
    if not form.is_valid():
        return page(request, case, return_parcel=form)
    told = form.cleaned_data
    done = _("Noted. You get your money when it has come back.")
    return say(request, case, lambda: returns.post(case, by=request.user, **told), done)


@login_required
@require_POST
def return_inspection(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The seller has looked at what came back."""
    case = case_or_404(request, number, pk)
    if request.POST.get("answer") == "accept":
        done = _("Thank you. The buyer gets the money now.")
        return say(request, case, lambda: returns.accept(case, by=request.user), done)
    form = InspectionForm(request.POST, request.FILES, auto_id="inspection_%s")
    if not form.is_valid():
        return page(request, case, inspection=form)
    said = form.cleaned_data
    done = _("Your side is in. Our staff decide now.")
    story = partial(returns.contest, case, by=request.user, **said)
    return say(request, case, story, done, brings_files=True)


@login_required
@require_POST
def dispute_replacement(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The seller has sent it again, or gives the money back instead."""
    case = case_or_404(request, number, pk)
    if request.POST.get("answer") == "refund":
        done = _("The buyer gets the money instead.")
        return say(request, case, lambda: replacements.refund_instead(case, by=request.user), done)
    form = SecondParcelForm(request.POST, auto_id="second_%s")
    if not form.is_valid():
        return page(request, case, second_parcel=form)
    told = form.cleaned_data
    done = _("Noted. The buyer is told that it is on its way.")
    return say(request, case, lambda: replacements.send(case, by=request.user, **told), done)


@login_required
@require_POST
def replacement_receipt(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The buyer has what was sent again: it is good, or it is not."""
    case = case_or_404(request, number, pk)
    if request.POST.get("answer") == "good":
        done = _("Thank you. The case is closed, and the seller gets the money.")
        return say(request, case, lambda: replacements.find_good(case, by=request.user), done)
    form = ObjectionForm(request.POST, request.FILES, auto_id="objection_%s")
    if not form.is_valid():
        return page(request, case, objection=form)
    said = form.cleaned_data
    done = _("Our staff decide now. You two can still agree.")
    story = partial(replacements.object_to, case, by=request.user, **said)
    return say(request, case, story, done, brings_files=True)
