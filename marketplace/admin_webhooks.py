"""Shops' webhooks for our staff, who help when something is not told: to be read only."""

from __future__ import annotations

from django.contrib import admin

from escrow.browsing import Browser
from marketplace.models import WebhookDelivery, WebhookEndpoint


@admin.register(WebhookEndpoint)
class WebhookBrowser(Browser):
    """Its secrets are its shop's."""

    list_display = ["name", "seller", "address", "state", "failing_since", "made_at"]
    list_select_related = ["seller"]
    search_fields = ["pk", "seller__name__lower__startswith"]
    ordering = ["-made_at"]
    exclude = ["secret", "old_secret"]


@admin.register(WebhookDelivery)
class DeliveryBrowser(Browser):
    """That something was sent and how it went; what it said is its shop's."""

    list_display = ["message_id", "type", "endpoint", "state", "attempts", "created_at"]
    list_select_related = ["endpoint"]
    search_fields = ["message_id", "endpoint"]
    ordering = ["-pk"]
    exclude = ["body"]
