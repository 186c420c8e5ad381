"""The admin's page for outages: written down here, and nothing edited."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from escrow import outages
from escrow.browsing import ModelAdmin
from escrow.models import Outage
from escrow.story import Refusal


@admin.register(Outage)
class OutageDesk(ModelAdmin):
    """An outage without an end is open, and no deadline runs until somebody ends it."""

    list_display = ["reason", "started_at", "ended_at", "written_by"]
    fields = ["reason", "started_at", "ended_at"]
    ordering = ["-started_at"]
    actions = ["end_now"]

    def has_change_permission(self, request: HttpRequest, obj: Outage | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Outage | None = None) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """The admin would save inside a transaction of its own, in which no story can stand."""
        if request.method == "POST" and self.has_add_permission(request):
            form = self.get_form(request)(request.POST)
            if form.is_valid():
                return self._write(request, form.cleaned_data)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _write(self, request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
        try:
            if asked["ended_at"]:
                outages.write_down(**asked, by=request.user)
            else:
                outages.begin(asked["reason"], by=request.user, at=asked["started_at"])
        except Refusal as refusal:
            messages.error(request, str(refusal))
            typed = {name: value for name, value in asked.items() if value}
            return redirect(f"{request.path}?{urlencode(typed)}")
        messages.success(request, _("Written down."))
        return redirect("admin:escrow_outage_changelist")

    @admin.action(description=_("End the open outage now"), permissions=["add"])
    def end_now(self, request: HttpRequest, chosen: QuerySet[Outage]) -> None:
        try:
            outages.end(by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The outage has ended; every open window got its length."))
