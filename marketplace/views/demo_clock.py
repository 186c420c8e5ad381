"""The buttons that move the demo's clock."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from escrow.story import Refusal
from marketplace.demo import clock

STEPS = {
    "1h": timedelta(hours=1),
    "1d": timedelta(days=1),
    "3d": timedelta(days=3),
    "7d": timedelta(days=7),
}
NEXT = "next"


@require_POST
def demo_clock(request: HttpRequest) -> HttpResponse:
    """Let time pass, say what happened, and go back to where the button was pressed."""
    step = request.POST.get("by", "")
    if not settings.HOLDFAST_DEMO or step not in (*STEPS, NEXT):
        raise Http404
    try:
        messages.info(request, clock.jump_to_next() if step == NEXT else clock.jump(by=STEPS[step]))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_address_of_the_page(request))


def _address_of_the_page(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    secure = request.is_secure()
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=secure)
    return wanted if is_ours else "/"
