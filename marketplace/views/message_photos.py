"""Photos of messages at private addresses, for the two who talk."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from marketplace import message_photos, private_files
from marketplace.models import MessagePhoto
from marketplace.views.member import MemberRequest

SEALED = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Disposition": "inline",
}


@login_required
@require_GET
def message_photo(request: MemberRequest, pk: UUID, small: bool = False) -> HttpResponse:
    """Of the type that we say, and nothing in it can run or be kept by a cache."""
    try:
        name = message_photos.look_at(pk, by=request.user, small=small)
    except MessagePhoto.DoesNotExist as hidden:
        raise Http404 from hidden
    return private_files.sent(name, content_type="image/jpeg", headers=SEALED)
