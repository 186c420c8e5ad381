"""A person's own standing as a buyer, and what they have to say of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from disputes import standing_appeals, standing_page
from disputes.forms_standing import AppealForm
from disputes.models import Mark, Restriction
from escrow.story import Refusal
from marketplace.models import User
from marketplace.views.member import MemberRequest


@login_required
def account_standing(request: MemberRequest) -> HttpResponse:
    return render(request, "account/standing.html", standing_page.context(request.user))


@login_required
@require_POST
def standing_appeal(request: MemberRequest, pk: UUID) -> HttpResponse:
    """One's own mark or restriction is wrong; said once."""
    subject = own_or_404(request.user, pk)
    form = AppealForm(request.POST, auto_id=f"appeal_{subject.pk.hex}_%s")
    if standing_appeals.can_be_appealed(subject) and not form.is_valid():
        shown = standing_page.context(request.user, wrong=(subject, form))
        return render(request, "account/standing.html", shown)
    try:
        words = form.cleaned_data["words"] if form.is_valid() else ""
        standing_appeals.appeal(subject, by=request.user, words=words)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Somebody who had no part in it reads it now."))
    return redirect("account_standing")


def own_or_404(person: User, pk: UUID) -> Mark | Restriction:
    """A mark or a restriction of this person; for anybody else there is none."""
    found = standing_page.marks_of(person).filter(pk=pk).first()
    found = found or standing_page.restrictions_of(person).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]
