"""The admin's page for differences between reports and books: read, and explained in a sentence."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow import differences
from escrow.browsing import Browser
from escrow.models import ReportDay, ReportDifference
from escrow.money import Money
from escrow.story import Refusal


class ExplainForm(ActionForm):
    """The note stands beside the button."""

    note = forms.CharField(label=_("What it was"), required=False, max_length=500)


@admin.register(ReportDifference)
class DifferenceBrowser(Browser):
    list_display = ["day", "gateway", "kind", "what", "reference", "ours", "theirs", "settled_at"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "gateway", "kind", "what"]
    search_fields = ["reference", "note"]
    ordering = ["-day", "-pk"]
    action_form = ExplainForm
    actions = ["explained"]

    @admin.display(description=_("our books"))
    def ours(self, row: ReportDifference) -> str:
        return _shown(row.ours_minor, row.currency)

    @admin.display(description=_("their report"))
    def theirs(self, row: ReportDifference) -> str:
        return _shown(row.theirs_minor, row.currency)

    @admin.action(description=_("Explained, with the note"), permissions=["explain"])
    def explained(self, request: HttpRequest, chosen: QuerySet[ReportDifference]) -> None:
        ids = chosen.values_list("pk", flat=True)
        try:
            count = differences.settle_difference(
                ids, by=request.user, note=request.POST.get("note", "")
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return
        said = ngettext("%d difference is explained.", "%d differences are explained.", count)
        messages.success(request, said % count)

    def has_explain_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("escrow.change_reportdifference")


@admin.register(ReportDay)
class DayBrowser(Browser):
    list_display = ["day", "gateway", "lines", "compared_at"]
    list_filter = ["gateway"]
    ordering = ["-day", "gateway"]


def _shown(minor: int | None, currency: str) -> str:
    return "–" if minor is None else Money(minor, currency).format()
