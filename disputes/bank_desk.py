"""Banks' cases for staff: what each takes from whom, what the bank got to read, and the answer."""

from __future__ import annotations

import json

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from disputes import contesting
from escrow.admin.payments import OperationRows
from escrow.browsing import Browser, Rows
from escrow.models import Chargeback, ChargebackPart
from escrow.story import Refusal


class PartRows(Rows):
    model = ChargebackPart
    fields = ["hold", "amount", "recovered_minor"]
    readonly_fields = ["amount"]


@admin.register(Chargeback)
class BankDesk(Browser):
    """The most urgent first. Nothing is edited: an answer is the story the sellers use as well."""

    list_display = ["pk", "state", "amount", "reason", "opened_at", "respond_by", "settled_at"]
    list_filter = ["state"]
    search_fields = ["pk", "provider_reference", "parts__hold__line__order__number"]
    ordering = ["settled_at", "respond_by", "-opened_at"]
    exclude = ["pack"]
    readonly_fields = ["what_the_bank_read"]
    inlines = [PartRows, OperationRows]
    actions = ["answer"]

    @admin.action(description=_("Answer the bank with what we know"), permissions=["contest"])
    def answer(self, request: HttpRequest, chosen: QuerySet[Chargeback]) -> None:
        for case in chosen.order_by("pk"):
            try:
                contesting.contest(case.pk, by=request.user)
            except Refusal as refusal:
                messages.error(request, f"{case}: {refusal}")
            else:
                messages.success(request, _("The answer is on its way to the bank."))

    def has_contest_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(contesting.MAY_CONTEST)

    @admin.display(description=_("what the bank got to read"))
    def what_the_bank_read(self, case: Chargeback) -> SafeString | str:
        if not case.pack:
            return "–"
        return format_html("<pre>{}</pre>", json.dumps(case.pack, indent=2, ensure_ascii=False))
