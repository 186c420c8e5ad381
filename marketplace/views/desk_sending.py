"""The desk's page about how the shop sends."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from marketplace import lanes
from marketplace.forms.lane import LaneForm
from marketplace.views.answers import told
from marketplace.views.desk_door import at_the_desk
from marketplace.views.member import MemberRequest


@at_the_desk
@require_http_methods(["GET", "POST"])
def desk_sending(request: MemberRequest) -> HttpResponse:
    """The ways there are, and one more."""
    form = LaneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("Buyers can choose it from now on.")):
            lanes.add_lane(by=request.user, **form.cleaned_data)
        return redirect("desk_sending")
    mine = request.user.seller.lanes.order_by("country", "price_minor", "pk")
    return render(request, "desk/sending.html", {"lanes": mine, "form": form})


@at_the_desk
@require_POST
def lane_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """It is offered no more."""
    get_object_or_404(request.user.seller.lanes, pk=pk)
    with told(request, _("It is offered no more. What was ordered comes as promised.")):
        lanes.remove_lane(pk, by=request.user)
    return redirect("desk_sending")
