"""Shelves can be kept here; what was sold and sent can be read. People: admin_people."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from escrow.browsing import Browser, ModelAdmin, Rows, TabularInline
from marketplace import (
    admin_carriers,  # noqa: F401 (they register themselves)
    admin_emergency,  # noqa: F401
    admin_news,  # noqa: F401
    admin_people,  # noqa: F401
    admin_reviews,  # noqa: F401
    admin_webhooks,  # noqa: F401
    masking,
    policy_desk,  # noqa: F401
    report_desk,  # noqa: F401
    sanction_desk,  # noqa: F401
)
from marketplace.models import (
    ApiToken,
    CancelRequest,
    Category,
    CategoryAttribute,
    Checkout,
    DataExport,
    Listing,
    ListingPhoto,
    MessageReport,
    Order,
    OrderLine,
    Shipment,
    ShippingLane,
    TrackingEvent,
    Variant,
)
from marketplace.views import staff_money


class FactRows(TabularInline):
    """What a shelf asks of the things on it and on its parts."""

    model = CategoryAttribute
    fields = ["position", "name", "code", "kind", "choices", "unit"]
    prepopulated_fields = {"code": ["name"]}
    extra = 1


@admin.register(Category)
class CategoryAdmin(ModelAdmin):
    list_display = ["name", "position", "risky"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [FactRows]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PhotoRows(Rows):
    model = ListingPhoto
    fields = ["position", "alt", "full"]


class VariantRows(Rows):
    model = Variant
    fields = ["words", "price", "on_hand", "reserved", "retired_at"]
    readonly_fields = ["words", "price"]


@admin.register(Listing)
class ListingBrowser(Browser):
    list_display = ["title", "seller", "category", "price", "state", "created_at"]
    list_filter = ["state", "category"]
    list_select_related = ["seller", "category"]
    search_fields = ["pk", "title__lower__startswith", "seller__name__lower__startswith"]
    ordering = ["-pk"]
    exclude = ["search"]
    inlines = [VariantRows, PhotoRows]


class LineRows(Rows):
    model = OrderLine
    fields = ["title", "quantity", "unit_price", "hold", "claim_until"]
    readonly_fields = ["title", "unit_price"]


class ShipmentRows(Rows):
    model = Shipment
    fields = ["carrier", "tracking_number", "state", "dispatched_at", "delivered_at", "proof_grade"]


class CancelRows(Rows):
    model = CancelRequest
    fields = ["reason", "words", "state", "asked_at", "answer_by", "answer", "ended_at"]


@admin.register(Order)
class OrderBrowser(Browser):
    list_display = ["number", "state", "buyer", "seller", "total", "placed_at", "ship_by"]
    list_filter = ["state"]
    list_select_related = ["buyer", "seller"]
    search_fields = ["number", "buyer__email__lower", "seller__name__lower__startswith"]
    ordering = ["-pk"]
    inlines = [LineRows, ShipmentRows, CancelRows]
    readonly_fields = ["money"]

    @admin.display(description=_("money"))
    def money(self, order: Order) -> SafeString:
        where = reverse("admin:marketplace_order_money", args=[order.pk])
        return format_html('<a href="{}">{}</a>', where, _("Where is it?"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(staff_money.order_money)
        return [path("<int:pk>/money/", view, name="marketplace_order_money"), *super().get_urls()]


class OrderRows(Rows):
    model = Order
    fields = ["number", "state", "seller", "total"]
    readonly_fields = ["total"]


@admin.register(Checkout)
class CheckoutBrowser(Browser):
    list_display = ["pk", "buyer", "total", "plus", "placed_at"]
    list_select_related = ["buyer"]
    search_fields = ["buyer__email__lower", "orders__number"]
    ordering = ["-placed_at"]
    exclude = ["token"]
    inlines = [OrderRows]


class ScanRows(Rows):
    model = TrackingEvent


@admin.register(Shipment)
class ShipmentBrowser(Browser):
    list_display = ["order", "carrier", "tracking_number", "state", "dispatched_at", "proof_grade"]
    list_filter = ["state"]
    list_select_related = ["order"]
    search_fields = ["order__number", "tracking_number"]
    ordering = ["-dispatched_at"]
    inlines = [ScanRows]


@admin.register(ShippingLane)
class LaneBrowser(Browser):
    list_display = ["seller", "country", "price", "days_min", "days_max"]
    list_select_related = ["seller"]
    search_fields = ["seller__name__lower__startswith"]
    ordering = ["-pk"]


@admin.register(MessageReport)
class ReportBrowser(Browser):
    """One message each, as its reader had it; the conversation is read in a case alone."""

    list_display = ["reason", "words", "what", "by", "at"]
    list_filter = ["reason"]
    list_select_related = ["by", "message__by"]
    ordering = ["-pk"]
    fields = ["reason", "words", "what", "who", "by", "at"]
    readonly_fields = ["what", "who"]

    @admin.display(description=_("message"))
    def what(self, report: MessageReport) -> str:
        return masking.worded(report.message.shown)

    @admin.display(description=_("written by"))
    def who(self, report: MessageReport) -> str:
        return str(report.message.by)


@admin.register(ApiToken)
class TokenBrowser(Browser):
    """Which programs act for somebody, and within what; never the token, which nobody has."""

    list_display = ["user", "name", "scopes", "created", "last_used_at", "expiry"]
    list_select_related = ["user"]
    search_fields = ["user__email__lower"]
    ordering = ["-created", "-pk"]
    exclude = ["digest", "token_key"]


@admin.register(DataExport)
class ExportBrowser(Browser):
    """That somebody asked, and when it was made and deleted; what is in it is theirs."""

    list_display = ["user", "state", "asked_at", "ready_at", "delete_at", "size", "tries"]
    list_filter = ["state"]
    list_select_related = ["user"]
    search_fields = ["user__email__lower"]
    ordering = ["-asked_at"]
    exclude = ["file"]
