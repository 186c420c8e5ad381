"""The case of an address, for its two parties; for anybody else there is none."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from disputes import evidence, loading
from disputes.models import Dispute
from escrow.story import Refusal
from marketplace.views.member import MemberRequest


def case_or_404(request: MemberRequest, number: str, pk: UUID) -> Dispute:
    own = Dispute.objects.visible_to(request.user)
    return loading.loaded_or_404(own, order__number=number, pk=pk)


def claim_or_404(request: MemberRequest, number: str, pk: UUID) -> Dispute:
    """Of the case only what is claimed, for its buyer alone."""
    own = Dispute.objects.visible_to(request.user).filter(order__buyer=request.user)
    return get_object_or_404(loading.with_lines(own), order__number=number, pk=pk)


def say(
    request: MemberRequest,
    case: Dispute,
    step: Callable[[], object],
    done: str,
    *,
    brings_files: bool = False,
) -> HttpResponse:
    """Call a story, say what became of it, and show the case, with its files if it brought some."""
    try:
        step()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
        if brings_files:
            evidence.wait_until_checked(case)
    return redirect(case)
