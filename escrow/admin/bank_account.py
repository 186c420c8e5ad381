"""Our bank account for staff: what it did, and the money that waits for a person to place it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from escrow.browsing import Browser, ModelAdmin
from escrow.gateways.bank_transfer import following, movements, suggestions, unapplied
from escrow.models import BankLine, BankMovement
from escrow.story import Refusal


class PlaceForm(ActionForm):
    """What is typed stands beside the button: a purchase's reference, or why."""

    words = forms.CharField(label=_("Reference, or what it was"), required=False, max_length=300)


class Waits(admin.SimpleListFilter):
    """Only what a person should look at."""

    title, parameter_name = _("what waits"), "waits"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [("yes", _("Waits for a person"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        is_line = queryset.model is BankLine
        waiting = movements.unexplained() if is_line else movements.unmatched()
        return queryset.filter(pk__in=waiting.values("pk"))


class Placing(Browser):
    """A list whose rows staff place by stories."""

    action_form = PlaceForm
    list_per_page = 50

    def has_place_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("escrow.change_bankmovement")

    def _each(
        self, request: HttpRequest, chosen: QuerySet[Any], place: Callable[[int], object]
    ) -> None:
        """One story for each; then everything that they concern moves on."""
        for key in chosen.order_by("pk").values_list("pk", flat=True):
            try:
                place(key)
            except Refusal as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Done."))
        following.follow()


@admin.register(BankMovement)
class MovementBrowser(Placing):
    list_display = ["at", "what", "amount", "payer", "text", "suggested"]
    list_filter = [Waits]
    list_select_related = ["line"]
    search_fields = ["reference", "line__end_to_end", "line__bank_reference"]
    ordering = ["-pk"]
    fields = ["what", "amount", "reference", "about", "line", "charge", "at"]
    actions = ["assign", "send_back", "call_ours"]

    @admin.display(description=_("from"))
    def payer(self, row: BankMovement) -> str:
        return f"{row.line.name} {row.line.hint}" if row.line else "–"

    @admin.display(description=_("text"))
    def text(self, row: BankMovement) -> str:
        return row.line.text if row.line else "–"

    @admin.display(description=_("may be for"))
    def suggested(self, row: BankMovement) -> SafeString | str:
        is_open = row.what == movements.DEPOSIT and row.amount_minor > 0 and not row.charge_id
        if not is_open:
            return ""
        found = [(each,) for each in suggestions.suggested(row)]
        return format_html_join(", ", '<span class="nowrap">{}</span>', found)

    @admin.action(description=_("For the purchase with this reference"), permissions=["place"])
    def assign(self, request: HttpRequest, chosen: QuerySet[BankMovement]) -> None:
        typed = request.POST.get("words", "")
        self._each(request, chosen, lambda key: unapplied.assign(key, typed, by=request.user))

    @admin.action(description=_("Send back to where it came from"), permissions=["place"])
    def send_back(self, request: HttpRequest, chosen: QuerySet[BankMovement]) -> None:
        self._each(request, chosen, lambda key: unapplied.send_back(key, by=request.user))

    @admin.action(description=_("It is our own money, with the note"), permissions=["place"])
    def call_ours(self, request: HttpRequest, chosen: QuerySet[BankMovement]) -> None:
        note = request.POST.get("words", "")
        self._each(
            request, chosen, lambda key: unapplied.call_ours(key, by=request.user, note=note)
        )


@admin.register(BankLine)
class LineBrowser(Placing):
    list_display = ["day", "amount", "name", "hint", "text"]
    list_filter = [Waits]
    search_fields = ["end_to_end", "bank_reference"]
    ordering = ["-day", "-pk"]
    date_hierarchy = "day"
    actions = ["was_fee", "was_ours"]
    fields = [
        *["day", "amount", "name", "hint", "text", "reference", "end_to_end", "bank_reference"],
        *["is_reversal", "is_fee", "return_code", "statement", "at"],
    ]

    @admin.action(description=_("It was the bank's fee, with the note"), permissions=["place"])
    def was_fee(self, request: HttpRequest, chosen: QuerySet[BankLine]) -> None:
        self._explain(request, chosen, movements.FEE)

    @admin.action(description=_("To our own other account, with the note"), permissions=["place"])
    def was_ours(self, request: HttpRequest, chosen: QuerySet[BankLine]) -> None:
        self._explain(request, chosen, movements.SETTLEMENT)

    def _explain(self, request: HttpRequest, chosen: QuerySet[BankLine], what: str) -> None:
        note = request.POST.get("words", "")
        self._each(
            request, chosen, lambda key: unapplied.explain(key, what, by=request.user, note=note)
        )
