"""What our staff decided about somebody, as the person reads it, and their word against it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from escrow.story import Refusal
from marketplace import sanction_appeals
from marketplace.forms.decisions import AppealForm
from marketplace.views.member import MemberRequest
from sellers.models import Sanction

PAST = 20


@login_required
def account_decisions(request: MemberRequest) -> HttpResponse:
    return _page(request)


@login_required
@require_POST
def decision_appeal(request: MemberRequest, pk: UUID) -> HttpResponse:
    """One's own is wrong; said once."""
    sanction = get_object_or_404(request.user.sanctions.all(), pk=pk)
    form = AppealForm(request.POST, auto_id=_ids(sanction))
    if sanction.can_be_appealed() and not form.is_valid():
        return _page(request, wrong=(sanction, form))
    try:
        words = form.cleaned_data["words"] if form.is_valid() else ""
        sanction_appeals.appeal(sanction, by=request.user, words=words)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Somebody who had no part in it reads it now."))
    return redirect("account_decisions")


def _page(request: MemberRequest, *, wrong: tuple[Sanction, Any] | None = None) -> HttpResponse:
    rows = request.user.sanctions
    now = [(row, wrong[1] if wrong and wrong[0] == row else _form(row)) for row in rows.in_force()]
    past = rows.filter(ended_at__isnull=False)[:PAST]
    return render(request, "account/decisions.html", {"in_force": now, "past": past})


def _form(sanction: Sanction) -> AppealForm | None:
    return AppealForm(auto_id=_ids(sanction)) if sanction.can_be_appealed() else None


def _ids(sanction: Sanction) -> str:
    return f"appeal_{sanction.pk.hex}_%s"
