"""What carriers told us, for our staff: above all what belongs to no parcel that we know."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from escrow.browsing import Browser
from marketplace.models import CarrierMessageOutcome


class HowItStands(admin.SimpleListFilter):
    title, parameter_name = _("how it stands"), "stands"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("new", _("not read yet")),
            ("waits", _("waits for its parcel")),
            ("trouble", _("needs somebody to look")),
            ("done", _("recorded")),
        ]

    def queryset(self, request: Any, rows: Any) -> Any:
        done = ("recorded", "known already")
        narrowed = {
            "new": rows.filter(outcome="", tries=0),
            "waits": rows.filter(outcome="", tries__gt=0),
            "trouble": rows.exclude(outcome__in=("", *done)),
            "done": rows.filter(outcome__in=done),
        }
        return narrowed.get(self.value() or "", rows)


@admin.register(CarrierMessageOutcome)
class CarrierMessageBrowser(Browser):
    list_display = ["message", "number", "outcome", "received", "tries", "next_try_at"]
    list_filter = [HowItStands]
    list_select_related = ["message"]
    search_fields = ["number", "message__event_id"]
    ordering = ["-pk"]
    fields = ["message", "number", "outcome", "said", "received", "tries", "next_try_at", "at"]
    readonly_fields = ["said", "received"]

    @admin.display(description=_("received"))
    def received(self, row: CarrierMessageOutcome) -> Any:
        return row.message.received_at

    @admin.display(description=_("what it says"))
    def said(self, row: CarrierMessageOutcome) -> str:
        return bytes(row.message.body).decode(errors="replace")
