"""Everything we know of somebody, as a file for them alone."""

from __future__ import annotations

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from marketplace.data_export import stories
from marketplace.models import DataExport
from marketplace.models.data_export import ExportState
from marketplace.views.member import MemberRequest

SHOWN = 10
PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


@login_required
def account_data(request: MemberRequest) -> HttpResponse:
    """What there is; a POST asks for it."""
    if request.method == "POST":
        stories.ask(by=request.user)
        messages.success(request, _("We put it together and write to you when it is ready."))
        return redirect("account_data")
    exports = list(request.user.data_exports.order_by("-asked_at")[:SHOWN])
    asked = any(export.state == ExportState.ASKED for export in exports)
    return render(request, "account/data.html", {"exports": exports, "asked": asked})


@login_required
@require_GET
@reauthentication_required  # type: ignore[untyped-decorator]
def account_data_file(request: MemberRequest, pk: UUID) -> HttpResponseBase:
    """It holds everything, so we ask once more who it is."""
    return sent(mine_or_404(request.user, pk), request.user)


def sent(export: DataExport, person: object) -> FileResponse:
    """In pieces, to nobody's cache."""
    file = stories.written(export, by=person)  # type: ignore[arg-type]
    name = f"holdfast-{export.asked_at:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, headers=PRIVATE)


def mine_or_404(person: object, pk: UUID) -> DataExport:
    return get_object_or_404(DataExport, pk=pk, user=person, state=ExportState.READY)
