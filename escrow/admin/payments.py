"""Payments and refunds. The calls to providers and their messages have modules of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from escrow import stranded
from escrow.admin import gateways
from escrow.admin.desk_page import Looked
from escrow.admin.searching import Exactly
from escrow.browsing import Browser, Rows
from escrow.models import Operation, Payment, Refund
from escrow.money_rights import MAY_RESEND
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
class PaymentBrowser(Looked, Exactly, Browser):
    list_display = ["amount", "state", "gateway", "instrument", "buyer", "created_at"]
    list_filter = ["state"]
    list_select_related = ["buyer"]
    find_by = ("id", "tender__checkout__orders__number")
    search_help_text = _("The payment's id, or the order's number, whole")
    ordering = ["-created_at", "-pk"]
    inlines = [OperationRows, RefundRows]
    change_list_template = "admin/escrow/payment/change_list.html"

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(gateways.page)
        return [path("gateways/", page, name="escrow_gateways"), *super().get_urls()]


@admin.register(Refund)
class RefundBrowser(Looked, Exactly, Browser):
    list_display = ["amount", "state", "reason", "created_at", "succeeded_at"]
    list_filter = ["state"]
    find_by = ("id", "hold__line__order__number")
    search_help_text = _("The refund's id, or the order's number, whole")
    ordering = ["-created_at", "-pk"]
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
        return request.user.has_perm(MAY_RESEND)
