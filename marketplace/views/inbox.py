"""Everything somebody was told, newest first: to read, to follow, and to put behind them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from escrow import outbox
from escrow.models import Notice
from marketplace import keyset
from marketplace.views.member import MemberRequest

PAGE = 25


@login_required
@require_safe
def inbox(request: MemberRequest) -> HttpResponse:
    after = request.GET.get("after", "")
    mine = Notice.objects.of(request.user)
    notices, after = keyset.page(mine, keyset.NEWEST, after, PAGE)
    return render(request, "inbox/inbox.html", {"notices": notices, "after": after})


@login_required
@require_safe
def inbox_notice(request: MemberRequest, pk: int) -> HttpResponse:
    """Follow it: it is read now, and the reader is where it leads."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    outbox.mark_read(request.user, [notice.pk])
    return redirect(notice.link or "inbox")


@login_required
@require_POST
def inbox_read(request: MemberRequest) -> HttpResponse:
    """All of it is read."""
    outbox.mark_read(request.user)
    return redirect("inbox")


@login_required
@require_POST
def inbox_notice_read(request: MemberRequest, pk: int) -> HttpResponse:
    """This one is read, without going anywhere."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    outbox.mark_read(request.user, [notice.pk])
    return redirect("inbox")
