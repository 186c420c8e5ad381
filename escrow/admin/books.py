"""The books: every account with its statement, and every entry of the journal as two columns."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from escrow import account_words, entry_sides
from escrow.admin import places
from escrow.admin.desk_page import DeskPage
from escrow.chart import CHART, Kind
from escrow.ledger import Place
from escrow.models import Account, JournalEntry
from escrow.statement import line_number, statement


@admin.register(JournalEntry)
class EntryBrowser(DeskPage):
    """Found by its key, or by how the key begins: `release:`, `payout:` and an id."""

    list_display = ["key", "what", "at"]
    search_fields = ["key__startswith"]
    search_help_text = _("The key of an entry, or its beginning: release:…")
    ordering = ["-pk"]
    page_template = "admin/escrow/entry/page.html"

    @admin.display(description=_("what happened"))
    def what(self, entry: JournalEntry) -> str:
        return account_words.entry(entry.kind)

    def about(self, request: HttpRequest, thing: JournalEntry) -> dict[str, Any]:
        sides = entry_sides.of(thing)
        every = [side.place for each in sides for side in [*each.debits, *each.credits]]
        reversal = JournalEntry.objects.filter(reverses=thing).first()
        return {
            "entry": thing,
            "what": account_words.entry(thing.kind),
            "sides": sides,
            "named": places.named(every),
            "reversal": reversal,
        }


class KindFilter(admin.SimpleListFilter):
    """By what the account is for."""

    title, parameter_name = _("kind"), "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(kind.value, account_words.ACCOUNTS[kind]) for kind in CHART]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Account]) -> QuerySet[Account]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class CurrencyFilter(admin.SimpleListFilter):
    """The currencies that the platform's own accounts have; no other list of them is short."""

    title, parameter_name = _("currency"), "currency"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        own = Account.objects.filter(kind=Kind.COMMISSION).order_by("currency")
        return [(code, code) for code in own.values_list("currency", flat=True)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Account]) -> QuerySet[Account]:
        return queryset.filter(currency=self.value()) if self.value() else queryset


@admin.register(Account)
class AccountBrowser(DeskPage):
    """A balance stands here where the database keeps one; the others are on the page."""

    list_display = ["what", "owner", "currency", "kept_balance"]
    list_filter = [KindFilter, CurrencyFilter]
    search_fields = ["owner"]
    search_help_text = _("Whose it is, whole: seller:7, hold:…, user:12")
    ordering = ["kind", "owner", "currency"]
    page_template = "admin/escrow/account/page.html"

    @admin.display(description=_("account"))
    def what(self, account: Account) -> str:
        return account_words.account(account.kind)

    @admin.display(description=_("balance kept by the database"))
    def kept_balance(self, account: Account) -> str:
        return account.balance.format() if account.floored else "–"

    def about(self, request: HttpRequest, thing: Account) -> dict[str, Any]:
        """The account with its statement, a page at a time."""
        place = Place(Kind(thing.kind), thing.owner)
        shown = statement(place, thing.currency, before=line_number(request.GET.get("before")))
        others = [side.place for line in shown.lines for side in line.others]
        return {
            "account": thing,
            "name": places.one(place),
            "statement": shown,
            "named": places.named(others),
            "words": {
                line.entry.kind: account_words.entry(line.entry.kind) for line in shown.lines
            },
        }
