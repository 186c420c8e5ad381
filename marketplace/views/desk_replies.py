"""A seller's prepared replies: write, change, delete."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from escrow.story import Refusal
from marketplace import canned_replies
from marketplace.forms.canned_reply import CannedReplyForm
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest


@at_the_desk
def desk_replies(request: MemberRequest) -> HttpResponse:
    """All of them, and a new one."""
    form = CannedReplyForm(request.POST or None)
    if form.is_valid():
        try:
            canned_replies.keep(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. You can choose it when you write."))
            return redirect("desk_replies")
    return _page(request, form=form)


@at_the_desk
def desk_reply(request: MemberRequest, pk: int) -> HttpResponse:
    """Other words for one of them."""
    reply = get_object_or_404(request.user.seller.canned_replies, pk=pk)
    form = CannedReplyForm(request.POST or None, instance=reply)
    if not form.is_valid():
        return _page(request, form=form, changing=pk)
    canned_replies.change(pk, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return redirect("desk_replies")


@at_the_desk
@require_POST
def desk_reply_removal(request: MemberRequest, pk: int) -> HttpResponse:
    canned_replies.remove(pk, by=request.user)
    messages.success(request, _("Deleted."))
    return redirect("desk_replies")


def _page(request: MemberRequest, **more: Any) -> HttpResponse:
    replies = request.user.seller.canned_replies.all()
    return render(request, "desk/replies.html", {"replies": replies, **more})
