"""What providers told us: stored as it came, acted on later, and again when staff say so."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from escrow import audit, masked_body, replaying
from escrow.admin.desk_page import DeskPage
from escrow.models import PaymentEvent
from escrow.money_rights import MAY_REPLAY


class Waits(admin.SimpleListFilter):
    """Those that nobody could act on yet."""

    title, parameter_name = _("what waits"), "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Not acted on yet"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[PaymentEvent]
    ) -> QuerySet[PaymentEvent]:
        return queryset.filter(outcome__outcome="") if self.value() == "yes" else queryset


@admin.register(PaymentEvent)
class PaymentEventBrowser(DeskPage):
    list_display = ["event_id", "gateway", "received_at", "outcome"]
    list_filter = [Waits]
    list_select_related = ["outcome"]
    search_fields = ["event_id"]
    search_help_text = _("The provider's name of the message, whole")
    ordering = ["-received_at", "-pk"]
    page_template = "admin/escrow/message/page.html"

    def about(self, request: HttpRequest, thing: PaymentEvent) -> dict[str, Any]:
        return {
            "event": thing,
            "outcome": thing.outcome,
            "body": masked_body.of(bytes(thing.body)),
            "headers": masked_body.headers(thing.headers),
            "trail": audit.trail(thing).select_related("by"),
            "may_replay": request.user.has_perm(MAY_REPLAY),
        }

    def act(self, request: HttpRequest, thing: PaymentEvent) -> str:
        outcome = replaying.act_again(thing, by=request.user)
        return say("Acted on again. The provider says: %(outcome)s.") % {"outcome": outcome}
