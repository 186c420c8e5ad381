"""A refund that did not reach its buyer: what happened, and the two ways on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from escrow import stranded
from escrow.models import Refund
from escrow.story import Refusal
from marketplace.views.member import MemberRequest


@login_required
@require_GET
def refund(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Where it is now; and while it is stranded, the two ways on."""
    mine = _own(request, pk)
    order = mine.hold.line.order if mine.hold else None
    context = {"refund": mine, "order": order, "instrument": mine.payment.instrument}
    return render(request, "refunds/refund.html", context)


@login_required
@require_POST
def refund_to_balance(request: MemberRequest, pk: UUID) -> HttpResponse:
    """The buyer takes it into the balance."""
    return _do(request, pk, stranded.keep_in_balance, _("It is in your balance now."))


@login_required
@require_POST
def refund_second_try(request: MemberRequest, pk: UUID) -> HttpResponse:
    """Once more to the same card or account."""
    return _do(request, pk, stranded.send_again, _("We are sending it once more."))


def _do(request: MemberRequest, pk: UUID, story: Callable[..., Any], done: str) -> HttpResponse:
    mine = _own(request, pk)
    try:
        story(mine.pk, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(mine)


def _own(request: MemberRequest, pk: UUID) -> Refund:
    own = Refund.objects.filter(payment__buyer=request.user)
    return get_object_or_404(own.select_related("payment", "hold__line__order"), pk=pk)
