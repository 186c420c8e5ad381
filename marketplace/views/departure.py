"""Leaving Holdfast, and thinking better of it."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.departure import open_things, stories
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest


@login_required
def account_departure(request: MemberRequest) -> HttpResponseBase:
    """What is still open, what would be deleted, and the button where nothing is."""
    if request.method == "POST":
        answer: HttpResponseBase = _ask(request)
        return answer
    things = [] if request.user.leaving_at else open_things.of(request.user)
    return render(
        request, "account/departure.html", {"things": things, "days": stories.COOLING.days}
    )


@login_required
@require_POST
def departure_undoing(request: MemberRequest) -> HttpResponse:
    """They stay."""
    if request.user.leaving_at:
        with told(request, _("You stay. What was for sale is for sale again.")):
            stories.undo(by=request.user)
    return redirect("account_departure")


@reauthentication_required  # type: ignore[untyped-decorator]
def _ask(request: MemberRequest) -> HttpResponse:
    """Somebody at an open laptop deletes nobody."""
    with told(request, _("We wrote you a mail about it. Until then you can take it back.")):
        stories.ask(by=request.user)
    return redirect("account_departure")
