"""The pages beside the queue: how we work in figures, and cases to be decided once more, blind."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from disputes import blind, blind_page, figures
from disputes.forms_decision import BlindForm
from disputes.models import BlindReading
from disputes.models.dispute_state import MAY_DECIDE
from escrow.browsing import ModelAdmin
from escrow.story import Refusal
from marketplace.models import User


class FiguresDesk(ModelAdmin):
    """Whoever may see cases sees the figures; who may decide, reads blind."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("figures/", view(self.figures_view), name="disputes_dispute_figures"),
            path("blind/", view(self.blind_list), name="disputes_dispute_blind_list"),
            path("blind/<int:pk>/", view(self.blind_view), name="disputes_dispute_blind"),
            *super().get_urls(),
        ]

    def figures_view(self, request: HttpRequest) -> HttpResponse:
        """The desk's six figures."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._show(request, "figures", title=_("How we work"), figures=figures.every())

    def blind_list(self, request: HttpRequest) -> HttpResponse:
        """What this person can read blind."""
        if not request.user.has_perm(MAY_DECIDE):
            raise PermissionDenied
        rows = [blind_page.row(one) for one in blind.waiting_for(cast(User, request.user))]
        return self._show(request, "blind_list", title=_("Decide once more, blind"), rows=rows)

    def blind_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file as it was before the decision, and what one would have decided."""
        person = cast(User, request.user)
        if not person.has_perm(MAY_DECIDE):
            raise PermissionDenied
        row = get_object_or_404(BlindReading.objects.select_related("decision__dispute"), pk=pk)
        if row.at is not None or not blind.may_read(row.decision, person):
            messages.info(request, _("This one is read already, or not for you."))
            return redirect("admin:disputes_dispute_blind_list")
        form = BlindForm(request.POST or None, currency=row.currency)
        if request.method == "POST" and form.is_valid():
            try:
                blind.read(row, form.ruling, by=person)
            except Refusal as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Written down. Nothing of the case changes."))
                return redirect("admin:disputes_dispute_blind_list")
        return self._show(request, "blind", form=form, **blind_page.context(row, person))

    def _show(self, request: HttpRequest, page: str, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), **more}
        return TemplateResponse(request, f"admin/disputes/dispute/{page}.html", context)
