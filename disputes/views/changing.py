"""Saying that it is something else than was said first."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from disputes import changing, evidence
from disputes.claimable import claimable
from disputes.forms_opening import OpenDisputeForm
from disputes.models import Dispute
from disputes.views.cases import told_of
from disputes.views.opening import steps
from disputes.views.own import claim_or_404
from escrow.story import Refusal
from marketplace.moments import told
from marketplace.views.member import MemberRequest


@login_required
def dispute_change(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """The three steps once more, with what was said; it is the seller's turn again."""
    case = claim_or_404(request, number, pk)
    if not changing.may_change(case):
        messages.info(request, _("This complaint cannot be changed any more."))
        return redirect(case)
    form = OpenDisputeForm(
        request.POST or None, request.FILES or None, order=case.order, draft=case
    )
    if form.is_valid() and (done := _changed(request, case, form)):
        return done
    context = steps(case.order, form, claimable(case.order, case))
    return render(request, "disputes/change.html", {"case": case, **context})


def _changed(request: MemberRequest, case: Dispute, form: OpenDisputeForm) -> HttpResponse | None:
    """None with the reason on the form."""
    photos = form.cleaned_data["photos"]
    try:
        changed = changing.change(case, form.claim, by=request.user, photos=photos)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    evidence.wait_until_checked(changed)
    told_of(request, form.wrong_files)
    named = {"shop": case.order.seller.name, "by": told(changed.answer_by)}
    messages.success(request, _("Changed. %(shop)s has until %(by)s to answer.") % named)
    return redirect(changed)
