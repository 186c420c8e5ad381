"""A seller connects an account at a provider: there and back."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from escrow.story import Refusal
from marketplace.abroad import absolute
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest
from sellers import connecting


@at_the_desk
@reauthentication_required  # type: ignore[untyped-decorator]
def desk_connection(request: MemberRequest) -> HttpResponse:
    """Off to the provider. Whoever sits at an open session is asked for the password first."""
    if request.method != "POST":
        return redirect("desk_payout_account")
    back, again = _address("desk_connection_return"), _address("desk_payout_account")
    try:
        page = connecting.connect(request.user.seller, by=request.user, back=back, again=again)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("desk_payout_account")
    return redirect(page)


@at_the_desk
@require_GET
def desk_connection_return(request: MemberRequest) -> HttpResponse:
    """Ask the provider whether the account is complete, and say it."""
    try:
        connecting.come_back(request.user.seller, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("desk_payout_account")
    messages.success(request, _("Your payouts go there now. We have written to you about it."))
    return redirect("desk_payouts")


def _address(name: str) -> str:
    return absolute(reverse(name))
