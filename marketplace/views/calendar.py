"""A person's dates in their own calendar."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace import calendar_feeds
from marketplace.models import CalendarFeed
from marketplace.views.answers import told
from marketplace.views.member import MemberRequest


@require_safe
def calendar_feed(request: HttpRequest, key: UUID) -> HttpResponse:
    """Read by calendars, which do not sign in: the address is the secret."""
    feed = get_object_or_404(CalendarFeed.objects.select_related("user"), key=key)
    if not feed.user.is_active:
        return HttpResponse(status=404)
    body = calendar_feeds.written(feed.user)
    headers = {"Cache-Control": "private, max-age=900", "X-Robots-Tag": "noindex"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


@login_required
@require_POST
def account_calendar(request: MemberRequest) -> HttpResponse:
    """A new address; the old one stops."""
    with told(request, _("This is your calendar's address. Keep it to yourself.")):
        calendar_feeds.make_address(by=request.user)
    return redirect("orders")
