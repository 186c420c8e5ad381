"""Money that is held, what froze it, and what was given back after release."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from escrow.browsing import Browser, Rows
from escrow.models import Freeze, Hold, HoldFunding, Recovery


class FreezeRows(Rows):
    model = Freeze


class FundingRows(Rows):
    model = HoldFunding


class RecoveryRows(Rows):
    model = Recovery


@admin.register(Hold)
class HoldBrowser(Browser):
    list_display = ["pk", "state", "total", "held", "buyer", "seller", "release_at"]
    list_filter = ["state", "currency"]
    list_select_related = ["buyer", "seller"]
    search_fields = ["id", "line__order__number"]
    ordering = ["-created_at"]
    inlines = [FundingRows, FreezeRows, RecoveryRows]
    readonly_fields = ["money"]

    @admin.display(description=_("money"))
    def money(self, hold: Hold) -> SafeString | str:
        """The page of its order's money; a hold without an order has none."""
        if not hasattr(hold, "line"):
            return "–"
        where = reverse("admin:marketplace_order_money", args=[hold.line.order_id])
        return format_html('<a href="{}">{}</a>', where, _("Where is it?"))


@admin.register(Recovery)
class RecoveryBrowser(Browser):
    list_display = ["reference", "amount", "at"]
    search_fields = ["reference"]
    ordering = ["-at"]
