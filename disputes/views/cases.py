"""A case as its two parties see it, and what each can do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from disputes import answering, case_file, case_words, clauses, evidence
from disputes.forms import ContestForm, EvidenceForm
from disputes.models import Dispute
from disputes.models.dispute import DisputeState
from escrow.story import Refusal
from marketplace.money_bar import bar_of
from marketplace.views.member import MemberRequest


@login_required
@require_GET
def dispute(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    return _page(request, _own(request, number, pk))


@login_required
@require_POST
def dispute_answer(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The seller accepts, or contests."""
    case = _own(request, number, pk)
    if request.POST.get("answer") == "accept":
        return _do(request, case, answering.accept, _("You agreed. The money goes back now."))
    form = ContestForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, case, contest=form)
    sent = _("Your side is in. Our staff decide now.")
    for wrong in form.wrong_files:
        messages.error(request, wrong)
    return _do(request, case, answering.contest, sent, **form.cleaned_data)


@login_required
@require_POST
def dispute_evidence(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """Either party adds photos or words while the case is open."""
    case = _own(request, number, pk)
    form = EvidenceForm(request.POST, request.FILES)
    if case.is_open() and not form.is_valid():
        return _page(request, case, more=form)
    brought = form.cleaned_data if form.is_valid() else {"photos": []}
    for wrong in form.wrong_files:
        messages.error(request, wrong)
    return _do(request, case, evidence.bring, _("Added. Both sides see it."), **brought)


@login_required
@require_POST
def dispute_withdrawal(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The buyer takes the complaint back."""
    case = _own(request, number, pk)
    return _do(request, case, answering.withdraw, _("You took it back. The wait goes on."))


def _own(request: MemberRequest, number: str, pk: UUID) -> Dispute:
    own = case_file.loaded(Dispute.objects.visible_to(request.user))
    return get_object_or_404(own, order__number=number, pk=pk)


def _do(request: MemberRequest, case: Dispute, story: Any, done: str, **how: Any) -> HttpResponse:
    """Call the story and say what became of it."""
    try:
        story(case, by=request.user, **how)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
        evidence.wait_until_checked(case)
    return redirect(case)


def _page(
    request: MemberRequest,
    case: Dispute,
    contest: ContestForm | None = None,
    more: EvidenceForm | None = None,
) -> HttpResponse:
    side = case_file.side_of(case, request.user)
    waits = case.state == DisputeState.AWAITING_SELLER
    context = {
        "dispute": case,
        "order": case.order,
        "side": side,
        "title": case_words.title_of(case),
        "turn": case_words.whose_turn(case, side),
        "bar": bar_of(case.order, request.user),
        "events": case_file.voices(case),
        "decisions": [(one, case_words.outcome(one, case)) for one in case.decisions.all()],
        "clause_words": clauses.WORDS,
        "can_answer": waits and side == case_file.SELLER,
        "can_agree": case.is_open() and not waits and side == case_file.SELLER,
        "left": case_file.seller_gets(case, refund=case.claimed),
        "thaw_days": case.order.policy.window("thaw_minimum").days,
        "contest": contest or ContestForm(),
        "refused": case.evidence.refused_to(request.user),
        "more": more or EvidenceForm(auto_id="more_%s"),
    }
    return render(request, "disputes/case.html", context)
