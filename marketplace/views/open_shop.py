"""Becoming a seller."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from escrow.story import Refusal
from marketplace import onboarding
from marketplace.forms.shop import ShopForm
from marketplace.views.member import MemberRequest


@login_required
def open_shop(request: MemberRequest) -> HttpResponse:
    """One form; whoever has a shop already is sent to its desk."""
    if hasattr(request.user, "seller"):
        return redirect("desk")
    form = ShopForm(request.POST or None, initial=_known(request))
    if request.method == "POST" and form.is_valid():
        try:
            onboarding.open_shop(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Your shop is open. Put your first thing up for sale."))
            return redirect("desk_listing_new")
    return render(request, "desk/open_shop.html", {"form": form})


def _known(request: MemberRequest) -> dict[str, str]:
    """What we know of the person already."""
    user = request.user
    return {"country": user.country, "time_zone": user.time_zone}
