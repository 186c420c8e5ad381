"""The demo's mailbox: everything the shop wrote to anybody, for everybody to read."""

from __future__ import annotations

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from escrow.models import Notice

PAGE = 25
# An e-mail brings its styles inline, as mail programs want them. In its sandbox nothing runs, nothing
# is sent, and nothing is loaded but our mark.
LETTER_POLICY = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-top-navigation-by-user-activation"],
}


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
        request, "outbox/message.html", {"notice": notice, "body": _here(request, notice.body)}
    )


@xframe_options_sameorigin
@csp_replace(LETTER_POLICY)  # type: ignore[arg-type]  # it takes any view, and says otherwise
@require_safe
def outbox_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of one message, as a mail program shows it: for the frame of its page."""
    notice = get_object_or_404(_sent(), pk=pk)
    leads_out = notice.html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(_here(request, leads_out))


def _sent() -> QuerySet[Notice]:
    if not settings.HOLDFAST_DEMO:
        raise Http404
    return (
        Notice.objects.exclude(sent_at=None)
        .select_related("to__kept_by")
        .order_by("-sent_at", "-pk")
    )


def _here(request: HttpRequest, text: str) -> str:
    """With links that lead to this demo, whatever port it was started on."""
    here = request.build_absolute_uri("/").rstrip("/")
    return text.replace(settings.HOLDFAST_BASE_URL, here)
