"""Calls to providers: what was asked, what came back, and one more question where nothing did."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from escrow import asking, audit
from escrow.admin.desk_page import DeskPage
from escrow.models import JournalEntry, Operation
from escrow.models.operation import OperationState
from escrow.money_rights import MAY_ASK_PROVIDER
from escrow.operation_words import MEANINGS


def became(operation: Operation) -> str:
    """What is known now, in a sentence."""
    return {
        OperationState.CREATED: say("It waits to be sent."),
        OperationState.SENT: say("It was sent, and nobody has answered yet."),
        OperationState.UNKNOWN: say("Still no clear answer. We go on asking by ourselves."),
        OperationState.SUCCEEDED: say("The provider did it, and the books say so."),
        OperationState.DECLINED: say("The provider did not do it, and will not."),
    }[OperationState(operation.state)]


@admin.register(Operation)
class OperationBrowser(DeskPage):
    list_display = ["kind", "amount", "state", "gateway", "asked_at", "answered_at", "decline_code"]
    list_filter = ["state", "kind"]
    search_fields = ["pk", "provider_reference"]
    search_help_text = _("Our id or the provider's reference, whole")
    ordering = ["-created_at", "-pk"]
    page_template = "admin/escrow/operation/page.html"

    def about(self, request: HttpRequest, thing: Operation) -> dict[str, Any]:
        key = str(thing.pk)
        starts = [f"{kind}:{key}" for kind in ("capture", "paid-out", "payout-failed")]
        return {
            "operation": thing,
            "became": became(thing),
            "meanings": MEANINGS[thing.kind],
            "subject": thing.refund or thing.payout or thing.chargeback or thing.payment,
            "entries": JournalEntry.objects.filter(key__in=starts),
            "trail": audit.trail(thing).select_related("by"),
            "may_ask": request.user.has_perm(MAY_ASK_PROVIDER),
        }

    def act(self, request: HttpRequest, thing: Operation) -> str:
        """The reconciler's own question; whatever is answered is settled by its story."""
        return became(asking.ask_again(thing.pk, by=request.user))
