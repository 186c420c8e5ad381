"""Money that is held: where it is, what stopped it, what was given back, and what is promised."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from escrow import deadlines, hold_story
from escrow.admin.desk_page import DeskPage
from escrow.browsing import Browser
from escrow.models import Account, Hold, Recovery


@admin.register(Hold)
class HoldBrowser(DeskPage):
    list_display = ["of_order", "total", "held", "state", "buyer", "seller", "release_at"]
    list_filter = ["state"]
    list_select_related = ["buyer", "seller", "line__order"]
    search_fields = ["pk", "line__order__number"]
    search_help_text = _("The hold's id, or the order's number, whole")
    ordering = ["-created_at", "-pk"]
    page_template = "admin/escrow/hold/page.html"

    @admin.display(description=_("order"))
    def of_order(self, hold: Hold) -> str:
        """A hold without a line has no order yet, or is a test's."""
        line = getattr(hold, "line", None)
        return line.order.number if line else str(hold.pk)

    def about(self, request: HttpRequest, thing: Hold) -> dict[str, Any]:
        order = getattr(getattr(thing, "line", None), "order", None)
        return {
            "hold": thing,
            "order": order,
            "bar": _bar(thing),
            "freezes": [
                (freeze, hold_story.cause(freeze))
                for freeze in thing.freezes.filter(ended_at=None).order_by("pk")
            ],
            "events": hold_story.events(thing),
            "promises": [*deadlines.pending_of(thing), *_promised(order)],
            "fundings": thing.fundings.filter(in_force=True).select_related("payment"),
            "refunds": thing.refunds.order_by("created_at"),
            "account": Account.objects.filter(
                kind=thing.place.kind, owner=thing.place.owner, currency=thing.currency
            ).first(),
        }


@admin.register(Recovery)
class RecoveryBrowser(Browser):
    list_display = ["reference", "amount", "from_fund", "at"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recovery]:
        return super().get_queryset(request).select_related("hold")


def _bar(hold: Hold) -> list[dict[str, Any]]:
    """Where the captured money is: parts of one bar that fill it."""
    parts = {
        "held": hold.held,
        "released": hold.released,
        "refunded": hold.refunded,
        "charged_back": hold.charged_back,
    }
    shown, x = [], 0.0
    for name, amount in parts.items():
        if amount:
            width = round(100 * amount.minor / hold.captured_minor, 2)
            shown.append({"name": name, "x": f"{x:g}", "width": f"{width:g}"})
            x += width
    return shown


def _promised(order: Any) -> list[tuple[str, Any]]:
    return deadlines.pending_of(order) if order else []
