"""People and shelves can be kept here; what was sold and sent can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from escrow.browsing import Browser, ModelAdmin, Rows
from marketplace.models import (
    Category,
    Checkout,
    Listing,
    ListingPhoto,
    Order,
    OrderLine,
    Shipment,
    ShippingLane,
    TrackingEvent,
    User,
)
from marketplace.report_desk import ReportDesk
from marketplace.views import staff_money

if TYPE_CHECKING:
    CreationForm = AdminUserCreationForm[User]
    ChangeForm = UserChangeForm[User]
    PeopleAdmin = UserAdmin[User]
else:
    CreationForm, ChangeForm, PeopleAdmin = AdminUserCreationForm, UserChangeForm, UserAdmin


__all__ = ["ReportDesk"]


class NewPerson(CreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class Person(ChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class PersonAdmin(PeopleAdmin):
    """Only superusers change people; nobody deletes them: their orders remain."""

    form, add_form = Person, NewPerson
    list_display = ["email", "name", "country", "is_staff", "is_active", "date_joined"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        (_("Where they are"), {"fields": ["language", "time_zone", "country"]}),
        (
            _("What they may do"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("When"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})
    ]
    readonly_fields = ["last_login", "date_joined"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Category)
class CategoryAdmin(ModelAdmin):
    list_display = ["name", "position", "risky"]
    prepopulated_fields = {"slug": ["name"]}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PhotoRows(Rows):
    model = ListingPhoto
    fields = ["position", "alt", "full"]


@admin.register(Listing)
class ListingBrowser(Browser):
    list_display = ["title", "seller", "category", "price", "state", "created_at"]
    list_filter = ["state", "condition", "category"]
    list_select_related = ["seller", "category"]
    search_fields = ["title", "seller__name"]
    ordering = ["-created_at", "-pk"]
    exclude = ["search"]
    inlines = [PhotoRows]


class LineRows(Rows):
    model = OrderLine
    fields = ["listing", "quantity", "unit_price", "hold", "claim_until"]
    readonly_fields = ["unit_price"]


class ShipmentRows(Rows):
    model = Shipment
    fields = ["carrier", "tracking_number", "state", "dispatched_at", "delivered_at", "proof_grade"]


@admin.register(Order)
class OrderBrowser(Browser):
    list_display = ["number", "state", "buyer", "seller", "total", "placed_at", "ship_by"]
    list_filter = ["state", "hold_tier", "currency"]
    list_select_related = ["buyer", "seller"]
    search_fields = ["number", "buyer__email", "seller__name"]
    ordering = ["-placed_at", "-pk"]
    inlines = [LineRows, ShipmentRows]
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
    search_fields = ["buyer__email", "orders__number"]
    ordering = ["-placed_at"]
    exclude = ["token"]
    inlines = [OrderRows]


class ScanRows(Rows):
    model = TrackingEvent


@admin.register(Shipment)
class ShipmentBrowser(Browser):
    list_display = ["order", "carrier", "tracking_number", "state", "dispatched_at", "proof_grade"]
    list_filter = ["state", "proof_grade"]
    list_select_related = ["order"]
    search_fields = ["order__number", "tracking_number"]
    ordering = ["-dispatched_at"]
    inlines = [ScanRows]


@admin.register(ShippingLane)
class LaneBrowser(Browser):
    list_display = ["seller", "country", "price", "days_min", "days_max"]
    list_select_related = ["seller"]
    search_fields = ["seller__name"]
