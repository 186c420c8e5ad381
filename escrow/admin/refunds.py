"""Refunds: where each is, its calls and entries, and once more for those that did not arrive."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from escrow import audit, stranded
from escrow.admin.desk_page import DeskPage
from escrow.models import JournalEntry, Refund
from escrow.money_rights import MAY_RESEND
from escrow.story import Refusal

RESULTS = ("refunded", "bounced")


@admin.register(Refund)
class RefundBrowser(DeskPage):
    list_display = ["amount", "state", "reason", "created_at", "succeeded_at"]
    list_filter = ["state"]
    search_fields = ["pk", "hold__line__order__number"]
    search_help_text = _("The refund's id, or the order's number, whole")
    ordering = ["-created_at", "-pk"]
    actions = ["send_again"]
    page_template = "admin/escrow/refund/page.html"

    @admin.action(description=_("Send again to where it came from"), permissions=["retry"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[Refund]) -> None:
        """Only what did not reach the buyer; the story refuses the others."""
        for refund in chosen.order_by("pk"):
            try:
                stranded.send_again(refund.pk, by=request.user)
            except Refusal as refusal:
                messages.error(request, f"{refund}: {refusal}")
            else:
                messages.success(request, _("Sent again."))

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_RESEND)

    def about(self, request: HttpRequest, thing: Refund) -> dict[str, Any]:
        tries = thing.operations.order_by("created_at")
        keys = [f"{what}:{each.pk}" for each in tries for what in RESULTS]
        line = getattr(thing.hold, "line", None)
        return {
            "refund": thing,
            "order": line.order if line else None,
            "tries": tries,
            "entries": JournalEntry.objects.filter(key__in=[*keys, f"credited:{thing.pk}"]),
            "trail": audit.trail(thing).select_related("by"),
            "may_resend": thing.is_stranded() and self.has_retry_permission(request),
        }

    def act(self, request: HttpRequest, thing: Refund) -> str:
        stranded.send_again(thing.pk, by=request.user)
        return say("Sent again.")
