"""Payments: each with its calls and refunds, and the page of the gateways."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from escrow.admin import gateways
from escrow.admin.desk_page import Looked
from escrow.browsing import Browser, Rows
from escrow.models import Operation, Payment, Refund


class OperationRows(Rows):
    model = Operation
    fields = ["kind", "state", "amount", "provider_reference", "asked_at", "answered_at"]
    readonly_fields = ["amount"]


class RefundRows(Rows):
    model = Refund
    fields = ["state", "reason", "amount", "created_at", "succeeded_at"]
    readonly_fields = ["amount"]


@admin.register(Payment)
class PaymentBrowser(Looked, Browser):
    list_display = ["amount", "state", "gateway", "instrument", "buyer", "created_at"]
    list_filter = ["state"]
    list_select_related = ["buyer"]
    search_fields = ["pk", "tender__checkout__orders__number"]
    search_help_text = _("The payment's id, or the order's number, whole")
    ordering = ["-created_at", "-pk"]
    inlines = [OperationRows, RefundRows]
    change_list_template = "admin/escrow/payment/change_list.html"

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(gateways.page)
        return [path("gateways/", page, name="escrow_gateways"), *super().get_urls()]
