"""The admin's page for differences between reports and books: read, and explained in a sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow import audit, differences
from escrow.admin.desk_page import DeskPage
from escrow.browsing import Browser
from escrow.models import Operation, ReportDay, ReportDifference
from escrow.money import Money
from escrow.money_rights import MAY_SETTLE
from escrow.story import Refusal


class ExplainForm(ActionForm):
    """The note stands beside the button."""

    note = forms.CharField(label=_("What it was"), required=False, max_length=500)


@admin.register(ReportDifference)
class DifferenceBrowser(DeskPage):
    list_display = ["day", "gateway", "kind", "what", "reference", "ours", "theirs", "settled_at"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter)]
    search_fields = ["reference"]
    search_help_text = _("The provider's reference, whole")
    ordering = ["-day", "-pk"]
    action_form = ExplainForm
    actions = ["explained"]
    page_template = "admin/escrow/difference/page.html"

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
        return request.user.has_perm(MAY_SETTLE)

    def about(self, request: HttpRequest, thing: ReportDifference) -> dict[str, Any]:
        """What each side says, and the call of ours that the provider names, if it does."""
        named = Operation.objects.filter(provider_reference=thing.reference)
        return {
            "row": thing,
            "ours": _money(thing.ours_minor, thing.currency),
            "theirs": _money(thing.theirs_minor, thing.currency),
            "operation": named.exclude(provider_reference="").first(),
            "trail": audit.trail(thing).select_related("by"),
            "may_settle": request.user.has_perm(MAY_SETTLE),
        }

    def act(self, request: HttpRequest, thing: ReportDifference) -> str:
        note = request.POST.get("note", "")
        if differences.settle_difference([thing.pk], by=request.user, note=note):
            return say("Explained. No money has moved, and the books are as they were.")
        return say("Somebody has explained it already, or it came right by itself.")


@admin.register(ReportDay)
class DayBrowser(Browser):
    list_display = ["day", "gateway", "lines", "compared_at"]
    ordering = ["-pk"]


def _shown(minor: int | None, currency: str) -> str:
    return "–" if minor is None else Money(minor, currency).format()


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
