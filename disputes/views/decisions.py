"""What the two can say about a decision: ask for one, comment, appeal, or not."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from disputes import appealing, deciding, escalation, verdict
from disputes.forms import WordsForm
from disputes.views.cases import page
from disputes.views.own import case_or_404, say
from marketplace.views.member import MemberRequest


@login_required
@require_POST
def dispute_escalation(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """Rather our staff than more talking."""
    case = case_or_404(request, number, pk)
    done = _("Our staff decide now. You two can still agree.")
    return say(request, case, lambda: escalation.ask_staff(case, by=request.user), done)


@login_required
@require_POST
def dispute_comments(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """What should be seen differently in a proposed decision."""
    case = case_or_404(request, number, pk)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return page(request, case, comment=form)
    words = form.cleaned_data["words"]
    done = _("Thank you. Our staff read it before the decision stands.")
    return say(request, case, lambda: deciding.comment(case, by=request.user, words=words), done)


@login_required
@require_POST
def dispute_appeals(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """What is new, or was not seen."""
    case = case_or_404(request, number, pk)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return page(request, case, appeal=form)
    grounds = form.cleaned_data["words"]
    done = _("Somebody else of our staff looks at it anew.")
    return say(
        request, case, lambda: appealing.appeal(case, by=request.user, grounds=grounds), done
    )


@login_required
@require_POST
def dispute_waiver(request: MemberRequest, number: str, pk: UUID) -> HttpResponse:
    """Who lost does not appeal, so it need not wait."""
    case = case_or_404(request, number, pk)
    done = _("Thank you. It is done now.")
    return say(request, case, lambda: verdict.waive_appeal(case, by=request.user), done)
