"""The list of cases for staff: the most urgent first, taken and given back where they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from disputes import queue, queue_page, reviewing, staff_steps, views_of_queue
from disputes.models import Dispute, SavedView
from disputes.models.dispute_state import MAY_DECIDE
from disputes.queue_form import QueueForm
from escrow.browsing import ModelAdmin
from escrow.story import Refusal
from marketplace.models import User


class QueueDesk(ModelAdmin):
    """Its own list: Django's would count a million orders' cases before it shows fifty."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Read the queue; take the next case, take one, or give one back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = QueueForm(request.GET).asked()
        if request.method == "POST":
            return self._step(request, asked)
        return self._list(request, asked)

    def _list(self, request: HttpRequest, asked: dict[str, str]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **queue_page.context(asked, request.user, request.GET.get("after", "")),
            "typed": request.POST,
        }
        template = "admin/disputes/dispute/change_list.html"
        return TemplateResponse(request, template, context)

    def _step(self, request: HttpRequest, asked: dict[str, str]) -> HttpResponse:
        if not request.user.has_perm(MAY_DECIDE):
            raise PermissionDenied
        person, here = cast(User, request.user), f"{request.path}?{urlencode(asked)}"
        if "next" in request.POST:
            return self._next(request, asked, person, here)
        if "view" in request.POST:
            return self._view(request, asked, here)
        for name, step in (("take", staff_steps.take), ("hand_back", staff_steps.hand_back)):
            if name in request.POST:
                case = _case(request.POST[name])
                _done(request, lambda case=case, step=step: step(case, person))  # type: ignore[misc]
        return redirect(here)

    def _view(self, request: HttpRequest, asked: dict[str, str], here: str) -> HttpResponse:
        """Keep what is looked for now; or rename or take away one of one's own."""
        person, what = cast(User, request.user), request.POST["view"]
        name, shared = request.POST.get("name", ""), "shared" in request.POST
        try:
            if what == "keep":
                kept = views_of_queue.keep(by=person, name=name, asked=asked, shared=shared)
                messages.success(request, _("Kept as “%(name)s”.") % {"name": kept})
                return redirect(here)
            view = _own_view(request.POST.get("which", ""), person)
            if what == "take_away":
                views_of_queue.take_away(view, by=person)
                messages.success(request, _("Taken away."))
            else:
                views_of_queue.rename(view, by=person, name=name, shared=shared)
                messages.success(request, _("Changed."))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return self._list(request, asked)
        return redirect(here)

    def _next(
        self, request: HttpRequest, asked: dict[str, str], person: User, here: str
    ) -> HttpResponse:
        try:
            case = queue.take_next(asked, by=person)
        except (queue.NothingWaits, reviewing.NotYours) as nothing:
            messages.info(request, str(nothing))
            return redirect(here)
        messages.success(request, _("It is yours now."))
        return redirect("admin:disputes_dispute_change", case.pk)


def _case(named: str) -> Dispute:
    try:
        return get_object_or_404(Dispute.objects.sent(), pk=UUID(named))
    except ValueError as wrong:
        raise Http404 from wrong


def _own_view(named: str, person: User) -> SavedView:
    return get_object_or_404(SavedView, pk=named if named.isdecimal() else None, by=person)


def _done(request: HttpRequest, step: Callable[[], str]) -> None:
    try:
        messages.success(request, step())
    except Refusal as refusal:
        messages.error(request, str(refusal))
