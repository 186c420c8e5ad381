"""The books and the clock for staff to read. Only a dead deadline can be given another try."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow import outage_desk, reconciliation_desk, second_tries
from escrow.browsing import Browser, Rows
from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models import (
    Account,
    AuditEntry,
    Deadline,
    Freeze,
    Hold,
    HoldFunding,
    JournalEntry,
    Notice,
    Operation,
    Payment,
    PaymentEvent,
    Policy,
    Posting,
    Recovery,
    Refund,
)
from escrow.statement import line_number, statement

__all__ = ["outage_desk", "reconciliation_desk"]


class PostingRows(Rows):
    model = Posting
    fields = ["account", "amount", "at"]
    readonly_fields = ["amount"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Posting]:
        return Posting.objects.select_related("account").order_by("pk")


@admin.register(JournalEntry)
class EntryBrowser(Browser):
    list_display = ["key", "kind", "at"]
    search_fields = ["key", "=kind"]
    ordering = ["-at", "-pk"]
    inlines = [PostingRows]


@admin.register(Account)
class AccountBrowser(Browser):
    list_display = ["__str__", "currency", "floored", "kept_balance"]
    list_filter = ["kind", "currency"]
    search_fields = ["owner"]
    ordering = ["kind", "owner"]
    change_form_template = "admin/escrow/account/change_form.html"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The account with its statement, a page at a time."""
        account: Account = context["original"]
        before = line_number(request.GET.get("before"))
        place = Place(Kind(account.kind), account.owner)
        context["statement"] = statement(place, account.currency, before=before)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("balance kept by the database"))
    def kept_balance(self, account: Account) -> str:
        return str(account.balance) if account.floored else "–"


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


@admin.register(Recovery)
class RecoveryBrowser(Browser):
    list_display = ["reference", "amount", "at"]
    search_fields = ["reference"]
    ordering = ["-at"]


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


@admin.register(Deadline)
class DeadlineBrowser(Browser):
    list_display = ["kind", "subject_type", "subject_id", "due_at", "state", "attempts"]
    list_filter = ["state"]
    search_fields = ["=subject_id", "=kind"]
    ordering = ["due_at"]
    actions = ["try_again"]

    @admin.action(description=_("Try again now"), permissions=["retry"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Deadline]) -> None:
        """Only dead ones; what waits for its moment goes on waiting."""
        count = second_tries.try_again(chosen.values_list("pk", flat=True), by=request.user)
        said = ngettext("%d deadline is due again.", "%d deadlines are due again.", count) % count
        messages.success(request, said)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("escrow.change_deadline")


@admin.register(Notice)
class NoticeBrowser(Browser):
    list_display = ["kind", "to", "created_at", "sent_at", "attempts"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter)]
    list_select_related = ["to"]
    search_fields = ["to__email", "=subject_id", "=kind"]
    ordering = ["-created_at"]


@admin.register(Policy)
class PolicyBrowser(Browser):
    list_display = ["number", "published_at", "sha256"]
    fields = ["number", "published_at", "sha256", "text"]

    @admin.display(description=_("what it promises"))
    def text(self, policy: Policy) -> SafeString:
        return format_html("<pre>{}</pre>", json.dumps(policy.body, indent=2, ensure_ascii=False))


@admin.register(AuditEntry)
class AuditBrowser(Browser):
    list_display = ["at", "by", "action", "subject_type", "subject_id"]
    list_select_related = ["by"]
    search_fields = ["=subject_id", "=action", "by__email"]
    ordering = ["-at", "-pk"]
