"""The record of an order to keep, and the keys with which anybody can check one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace.models import Order, User
from marketplace.records import keys, making
from marketplace.views.member import MemberRequest

PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


@login_required
@require_safe
def order_record(request: MemberRequest, number: str) -> HttpResponseBase:
    """For its buyer and its seller, once it is paid."""
    return as_file(number, request.user)


def as_file(number: str, person: User) -> FileResponse:
    """To nobody's cache. Raises Http404 for strangers."""
    try:
        draft = making.made(number, by=person)
    except Order.DoesNotExist as nobodys:
        raise Http404 from nobodys
    name = f"holdfast-record-{number}.zip"
    return FileResponse(draft, as_attachment=True, filename=name, headers=PRIVATE)


@require_safe
@cache_control(public=True, max_age=3600)
def record_keys(request: HttpRequest) -> JsonResponse:
    """The one that signs now first; the older ones still prove what they signed."""
    return JsonResponse(keys.published())
