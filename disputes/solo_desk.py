"""The pages of somebody who runs the shop alone: prove yourself, let it cool, look at it later."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from disputes import solo
from disputes.forms_staff import NoteForm
from disputes.models import Dispute, SoloStand
from disputes.second_person import MAY_APPROVE
from escrow import clock
from escrow.browsing import ModelAdmin
from escrow.story import Refusal
from marketplace import second_step
from marketplace.models import User

SHOWN = 100


class SoloDesk(ModelAdmin):
    """Beside the case's page; only who may read as the second person comes here."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.solo_view)
        return [path("later/", view, name="disputes_dispute_later"), *super().get_urls()]

    def solo_view(self, request: HttpRequest) -> HttpResponse:
        """What stood without a second person, and waits for somebody to look at it."""
        if not request.user.has_perm(MAY_APPROVE):
            raise PermissionDenied
        if request.method == "POST" and self._looked(request):
            return redirect(request.path)
        waits = SoloStand.objects.filter(stood_at__isnull=False, reviewed_at=None)
        rows = waits.select_related("by", "decision__dispute__order__seller").order_by("stood_at")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Decided alone, to be looked at"),
            "rows": rows.prefetch_related("decision__dispute__lines")[:SHOWN],
            "typed": request.POST,
        }
        template = "admin/disputes/dispute/later.html"
        return TemplateResponse(request, template, context)

    def _looked(self, request: HttpRequest) -> bool:
        named = request.POST.get("row", "")
        row = get_object_or_404(SoloStand, pk=named if named.isdecimal() else None)
        form = NoteForm(request.POST)
        words = form.cleaned_data["words"] if form.is_valid() else ""
        try:
            solo.look_later(row, by=cast(User, request.user), words=words)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return False
        messages.success(request, _("Written down."))
        return True


def cool(request: HttpRequest, dispute: Dispute) -> HttpResponse:
    """The button on the case's page; whoever has to prove themselves first comes back to it."""
    person, last = cast(User, request.user), dispute.decisions.last()
    if not second_step.is_on(person):
        messages.error(request, _("Switch the second step of signing in on first."))
        return redirect("mfa_index")
    try:
        assert last is not None
        solo.let_it_cool(last, by=person, proven_at=proven_at(request))
    except solo.ProveYourself as wanted:
        messages.info(request, str(wanted))
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.path})}")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It cools for an hour. Until then you can take it back."))
    return redirect(request.path)


def proven_at(request: HttpRequest) -> datetime | None:
    """When this person last gave their second factor in this session, by our clock."""
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    given = [each["at"] for each in records if each.get("method") == "mfa"]
    return clock.now() - timedelta(seconds=max(time.time() - given[-1], 0)) if given else None
