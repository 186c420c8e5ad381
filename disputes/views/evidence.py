"""Photos and papers of a case at private addresses, and taking one's own back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from disputes import evidence as stories
from disputes import viewing
from disputes.models import Evidence
from disputes.vault import SealBroken
from escrow.story import Refusal
from marketplace import private_files
from marketplace.views.member import MemberRequest

log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]
SEALED = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def private(view: View) -> View:
    """Only for who is signed in; who may not see it does not find it."""

    @login_required
    @require_GET
    @wraps(view)
    def run(request: MemberRequest, **what: Any) -> HttpResponse:
        try:
            return view(request, **what)
        except Evidence.DoesNotExist as hidden:
            raise Http404 from hidden

    return run


@private
def evidence(request: MemberRequest, pk: UUID, page: int = 1) -> HttpResponse:
    """A photo, or a page of a paper."""
    return _picture(viewing.look_at(pk, by=request.user, page=page), f"{pk}-{page}.jpg")


@private
def evidence_thumb(request: MemberRequest, pk: UUID) -> HttpResponse:
    return _picture(viewing.glance_at(pk, by=request.user), f"{pk}-thumb.jpg")


@private
def evidence_original(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The file as it was sent, for staff, to be kept and never shown."""
    try:
        seen, content = viewing.open_original(pk, by=request.user)
    except SealBroken as broken:
        return _seal_broken(request, pk, broken)
    named = f'attachment; filename="{seen.sha256[:16]}.{seen.format}"'
    return _sealed(content, "application/octet-stream", named)


@login_required
@require_POST
def evidence_withdrawal(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Who sent it takes it back."""
    visible = Evidence.objects.filter(by=request.user).select_related("dispute__order")
    own = get_object_or_404(visible, pk=pk)
    try:
        stories.withdraw(own, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back. Only our staff can still see it."))
    return redirect(own.dispute)


def _seal_broken(request: MemberRequest, pk: UUID, broken: SealBroken) -> HttpResponse:
    log.critical("evidence_seal_broken", extra={"evidence": str(broken)})
    messages.error(
        request, _("The file in our store is not the one that was sent. Tell the others.")
    )
    case = Evidence.objects.get(pk=pk).dispute_id
    return redirect("admin:disputes_dispute_change", case)


def _picture(kept: str, name: str) -> HttpResponse:
    headers = {**SEALED, "Content-Disposition": f'inline; filename="{name}"'}
    return private_files.sent(kept, content_type="image/jpeg", headers=headers)


def _sealed(content: bytes, content_type: str, disposition: str) -> HttpResponse:
    """Of the type that we say, and nothing in it can run or be kept by a cache."""
    headers = {**SEALED, "Content-Disposition": disposition}
    return HttpResponse(content, content_type=content_type, headers=headers)
