"""Payments, the calls to providers, their messages, and refunds."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from escrow import stranded
from escrow.admin import gateways
from escrow.browsing import Browser, Rows
from escrow.models import Operation, Payment, PaymentEvent, Refund
from escrow.story import Refusal


class OperationRows(Rows):
    model = Operation
    fields = ["kind", "state", "amount", "provider_reference", "asked_at", "answered_at"]
    readonly_fields = ["amount"]


class RefundRows(Rows):
    model = Refund
    fields = ["state", "reason", "amount", "created_at", "succeeded_at"]
    readonly_fields = ["amount"]


@admin.register(Payment)
class PaymentBrowser(Browser):
    list_display = ["pk", "state", "amount", "gateway", "instrument", "buyer", "created_at"]
    list_filter = ["state", "gateway", "currency"]
    list_select_related = ["buyer"]
    search_fields = ["id", "tender__checkout__orders__number"]
    ordering = ["-created_at"]
    inlines = [OperationRows, RefundRows]
    change_list_template = "admin/escrow/payment/change_list.html"

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(gateways.page)
        return [path("gateways/", page, name="escrow_gateways"), *super().get_urls()]


@admin.register(Operation)
class OperationBrowser(Browser):
    list_display = ["pk", "kind", "state", "amount", "asked_at", "answered_at", "decline_code"]
    list_filter = ["state", "kind"]
    search_fields = ["id", "provider_reference"]
    ordering = ["-created_at"]


@admin.register(Refund)
class RefundBrowser(Browser):
    list_display = ["pk", "state", "reason", "amount", "created_at", "succeeded_at"]
    list_filter = ["state", "reason"]
    search_fields = ["id", "hold__line__order__number"]
    ordering = ["-created_at"]
    actions = ["send_again"]

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
        return request.user.has_perm("escrow.change_refund")


@admin.register(PaymentEvent)
class PaymentEventBrowser(Browser):
    list_display = ["event_id", "gateway", "received_at", "outcome"]
    list_filter = ["gateway"]
    list_select_related = ["outcome"]
    search_fields = ["event_id"]
    ordering = ["-received_at"]
    fields = ["gateway", "event_id", "received_at", "outcome", "headers", "text"]

    @admin.display(description=_("body"))
    def text(self, event: PaymentEvent) -> str:
        return bytes(event.body).decode(errors="replace")
