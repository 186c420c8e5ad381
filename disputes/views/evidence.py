"""Photos of a case at a private address."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from disputes import viewing
from disputes.models import Evidence


@login_required
@require_GET
def evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _picture(request, pk, viewing.FULL)


@login_required
@require_GET
def evidence_thumb(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _picture(request, pk, viewing.THUMB)


def _picture(request: HttpRequest, pk: UUID, size: str) -> HttpResponse:
    try:
        content = viewing.look_at(pk, by=request.user, size=size)
    except Evidence.DoesNotExist as hidden:
        raise Http404 from hidden
    return HttpResponse(
        content,
        content_type="image/jpeg",
        headers={
            "Cache-Control": "private, no-store"
            if size == viewing.FULL
            else "private, max-age=600",
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": f'inline; filename="{pk}-{size}.jpg"',
        },
    )
