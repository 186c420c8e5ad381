"""The books: entries, their postings, and every account with its statement."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from escrow.browsing import Browser, Rows
from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models import Account, JournalEntry, Posting
from escrow.statement import line_number, statement


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
