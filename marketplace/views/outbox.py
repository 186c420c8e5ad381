"""The demo's mailbox: everything the shop wrote to anybody, for everybody to read."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from escrow.models import Notice

PAGE = 25


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What was sent, newest first."""
    page = Paginator(_sent(), PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/outbox.html", {"page_obj": page})


@require_safe
def outbox_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message as its reader got it."""
    notice = get_object_or_404(_sent(), pk=pk)
    return render(
        request, "outbox/message.html", {"notice": notice, "body": _here(request, notice)}
    )


def _sent() -> QuerySet[Notice]:
    if not settings.HOLDFAST_DEMO:
        raise Http404
    return (
        Notice.objects.exclude(sent_at=None)
        .select_related("to__kept_by")
        .order_by("-sent_at", "-pk")
    )


def _here(request: HttpRequest, notice: Notice) -> str:
    """With links that lead to this demo, whatever port it was started on."""
    here = request.build_absolute_uri("/").rstrip("/")
    return notice.body.replace(settings.HOLDFAST_BASE_URL, here)
