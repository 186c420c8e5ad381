"""A case as its two parties see it, and what each can do."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from disputes import answering, case_page, evidence, withdrawing
from disputes.forms import ContestForm, EvidenceForm
from disputes.models import Dispute
from disputes.models.dispute_state import DisputeState
from disputes.views.own import case_or_404, say
from marketplace.views.member import MemberRequest


@login_required
@require_GET
def dispute(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    case = case_or_404(request, number, pk)
    if case.state == DisputeState.DRAFT:
        return redirect("open_dispute", number)
    return page(request, case)


@login_required
@require_POST
def dispute_answer(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The seller accepts, or contests."""
    case = case_or_404(request, number, pk)
    if request.POST.get("answer") == "accept":
        done = _("You agreed. What was asked for is done now.")
        story = partial(answering.accept, case, by=request.user, seen=_seen(request))
        return say(request, case, story, done)
    form = ContestForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, case, contest=form)
    sent = _("Your side is in. Our staff decide now.")
    told_of(request, form.wrong_files)
    said = form.cleaned_data
    story = partial(answering.contest, case, by=request.user, **said)
    return say(request, case, story, sent, brings_files=True)


@login_required
@require_POST
def dispute_evidence(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """Either party adds photos or words while the case is open."""
    case = case_or_404(request, number, pk)
    form = EvidenceForm(request.POST, request.FILES)
    if case.is_open() and not form.is_valid():
        return page(request, case, more=form)
    brought = form.cleaned_data if form.is_valid() else {"photos": []}
    told_of(request, form.wrong_files if form.is_bound else [])
    added = _("Added. Both sides see it.")
    story = partial(evidence.bring, case, by=request.user, **brought)
    return say(request, case, story, added, brings_files=True)


@login_required
@require_POST
def dispute_withdrawal(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The buyer takes the complaint back."""
    case = case_or_404(request, number, pk)
    done = _("You took it back. The wait goes on.")
    return say(request, case, lambda: withdrawing.withdraw(case, by=request.user), done)


@login_required
@require_POST
def dispute_reopening(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The buyer comes back to it, once."""
    case = case_or_404(request, number, pk)
    done = _("It is open again. It is the seller's turn.")
    return say(request, case, lambda: withdrawing.reopen(case, by=request.user), done)


def _seen(request: MemberRequest) -> int | None:
    """Which version of the claim the page showed that they agree to."""
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isdecimal() and len(typed) < 4 else None


def told_of(request: MemberRequest, wrong: list[str]) -> None:
    """A sentence for each file that was not taken."""
    for sentence in wrong:
        messages.error(request, sentence)


def page(request: MemberRequest, case: Dispute, **forms: Any) -> HttpResponse:
    """The case, with the forms that came back with something to mend."""
    return render(request, "disputes/case.html", case_page.context(case, request.user, **forms))
