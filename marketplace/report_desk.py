"""Reported listings for staff: those that wait first, and what can be done about each."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from escrow.browsing import Browser
from escrow.story import Refusal
from marketplace import reporting
from marketplace.forms.report import FreezeAnswerForm, FreezeForm
from marketplace.models import ListingReport, User
from marketplace.reporting import MAY_SETTLE


@admin.register(ListingReport)
class ReportDesk(Browser):
    """Nothing is edited here: each step is a story about the listing."""

    list_display = ["listing", "reason", "at", "outcome", "appealed"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "reason"]
    list_select_related = ["listing", "listing__seller"]
    search_fields = [
        "listing__title__lower__startswith",
        "listing__seller__name__lower__startswith",
    ]
    ordering = [F("settled_at").asc(nulls_first=True), "at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ListingReport]:
        return super().get_queryset(request).prefetch_related("listing__freezes")

    @admin.display(description=gettext_lazy("appeal to answer"), boolean=True)
    def appealed(self, report: ListingReport) -> bool:
        return any(freeze.waits_for_answer() for freeze in report.listing.freezes.all())

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": _("Reported listings, those that wait first")}
        return super().changelist_view(request, title | (extra_context or {}))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Read what was said, see the listing, and decide."""
        report = self.get_object(request, object_id)
        if report is None:
            raise Http404
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, report, None)
        if not request.user.has_perm(MAY_SETTLE):
            raise PermissionDenied
        form = self._form(request)
        if (form is None or form.is_valid()) and self._done(request, report, form):
            return redirect(request.path)
        return self._page(request, report, form)

    def _form(self, request: HttpRequest) -> Any:
        kinds = {"freeze": FreezeForm, "lift": FreezeAnswerForm, "uphold": FreezeAnswerForm}
        kind = kinds.get(request.POST.get("step", ""))
        return kind(request.POST) if kind else None

    def _done(self, request: HttpRequest, report: ListingReport, form: Any) -> bool:
        try:
            messages.success(request, _taken(request, report, form))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return False
        return True

    def _page(self, request: HttpRequest, report: ListingReport, form: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), **about(report, request.user)}
        given = {"freeze_form" if isinstance(form, FreezeForm) else "answer_form": form}
        context |= given if form else {}
        template = "admin/marketplace/listingreport/change_form.html"
        return TemplateResponse(request, template, context)


def about(report: ListingReport, person: Any) -> dict[str, Any]:
    """The listing as it is now, all that was said of it, and what this person can do."""
    listing = report.listing
    return {
        "listing": listing,
        "reports": listing.reports.select_related("by", "settled_by").order_by("-at"),
        "waiting": listing.reports.waiting().exists(),
        "freeze": reporting.freeze_of(listing),
        "may_settle": person.has_perm(MAY_SETTLE),
        "freeze_form": FreezeForm(initial={"reason": report.reason}),
        "answer_form": FreezeAnswerForm(),
    }


def _taken(request: HttpRequest, report: ListingReport, form: Any) -> str:
    step, person = request.POST.get("step", ""), cast(User, request.user)
    if step == "freeze":
        reporting.freeze(report.listing, by=person, **form.cleaned_data)
        return _("It is taken down, and the seller is told why.")
    if step in ("lift", "uphold"):
        reporting.answer(report.listing, by=person, lift=step == "lift", **form.cleaned_data)
        return _("Answered, and the seller is told.")
    reporting.keep(report.listing, by=person)
    return _("It stays, and those who reported it are told.")
