"""Shops and what is known of their work: for staff to read."""

from django.contrib import admin

from escrow.browsing import Browser
from sellers import payout_desk
from sellers.models import PerformanceFact, Seller

__all__ = ["payout_desk"]


@admin.register(Seller)
class SellerBrowser(Browser):
    list_display = ["name", "level", "country", "city", "user", "created_at"]
    list_filter = ["level", "country"]
    list_select_related = ["user"]
    search_fields = ["name", "user__email"]
    ordering = ["name"]


@admin.register(PerformanceFact)
class FactBrowser(Browser):
    list_display = ["seller", "kind", "reference", "value", "at"]
    list_filter = ["kind"]
    list_select_related = ["seller"]
    search_fields = ["seller__name", "reference"]
    ordering = ["-at", "-pk"]
