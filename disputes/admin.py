"""The staff desk: a queue by deadline, and one page on which a case is read and decided."""

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

from disputes import bank_desk, case_file, case_words, reasons, resolution, staff_desk
from disputes.models import Dispute
from escrow.browsing import Browser
from escrow.story import Refusal
from marketplace.models import User
from marketplace.moments import told

__all__ = ["bank_desk"]

MAY_DECIDE = "disputes.decide_dispute"


class ReasonFilter(admin.SimpleListFilter):
    title = gettext_lazy("what is wrong")
    parameter_name = "reason"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(reason.code, reason.title) for reason in reasons.REASONS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(reason=self.value()) if self.value() else queryset


@admin.register(Dispute)
class StaffDesk(Browser):
    """Nothing is edited here: a decision is a story, and everything else is read."""

    list_display = ["order", "what", "state", "claimed", "next_by", "opened"]
    list_filter = ["state", ReasonFilter]
    list_select_related = ["order"]
    search_fields = ["order__number"]
    ordering = [
        F("ended_at").asc(nulls_first=True),
        F("decide_by").asc(nulls_last=True),
        "answer_by",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dispute]:
        return super().get_queryset(request).prefetch_related("lines")

    @admin.display(description=gettext_lazy("what is wrong"))
    def what(self, dispute: Dispute) -> str:
        return case_words.title_of(dispute)

    @admin.display(description=gettext_lazy("next step by"), ordering="decide_by")
    def next_by(self, dispute: Dispute) -> str:
        return told(dispute.decide_by or dispute.answer_by) if dispute.is_open() else "–"

    @admin.display(description=gettext_lazy("opened"), ordering="opened_at")
    def opened(self, dispute: Dispute) -> str:
        return told(dispute.opened_at)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": _("Cases, the most urgent first")}
        return super().changelist_view(request, title | (extra_context or {}))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Read the case, and decide it."""
        dispute = self._case(request, object_id)
        if request.method != "POST":
            return self._page(request, dispute, staff_desk.form_for(dispute))
        if not request.user.has_perm(MAY_DECIDE):
            raise PermissionDenied
        form = staff_desk.form_for(dispute, request.POST)
        if form.is_valid() and self._decided(request, dispute, form.cleaned_data):
            return redirect(request.path)
        return self._page(request, self._case(request, object_id), form)

    def _case(self, request: HttpRequest, object_id: str) -> Dispute:
        dispute = self.get_object(request, object_id)
        if dispute is None:
            raise Http404
        if not self.has_view_permission(request, dispute):
            raise PermissionDenied
        return case_file.loaded(Dispute.objects.all()).get(pk=dispute.pk)

    def _decided(self, request: HttpRequest, dispute: Dispute, how: dict[str, Any]) -> bool:
        try:
            resolution.decide(dispute, by=cast(User, request.user), **how)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return False
        messages.success(request, _("Decided. The money has moved and both parties are told."))
        return True

    def _page(self, request: HttpRequest, dispute: Dispute, form: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **staff_desk.context(dispute, request.user),
            "form": form,
            "may_decide": request.user.has_perm(MAY_DECIDE),
        }
        template = "admin/disputes/dispute/change_form.html"
        return TemplateResponse(request, template, context)
