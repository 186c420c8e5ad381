"""Which e-mails somebody wants; and the link at the foot of each that ends them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from marketplace import notice_choices, unsubscribing
from marketplace.unsubscribing import BadLink
from marketplace.views.member import MemberRequest


@login_required
def account_notices(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        ticked = request.POST.getlist("by_email")
        wanted = {group.value: group.value in ticked for group in notice_choices.CHOOSABLE}
        notice_choices.choose(request.user, wanted, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("account_notices")
    choices = notice_choices.of(request.user)
    return render(request, "account/notices.html", {"choices": choices})


# A mailbox posts here by itself, with no cookie and no token of ours; the signature is the key.
@csrf_exempt
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, so that a scanner that opens links ends nothing; POST does it."""
    try:
        leaving = unsubscribing.read(token)
    except BadLink as wrong:
        raise Http404 from wrong
    if request.method == "POST":
        notice_choices.choose(leaving.person, {leaving.group.value: False}, by=None)
    done = request.method == "POST"
    return render(request, "account/unsubscribe.html", {"group": leaving.group, "done": done})
