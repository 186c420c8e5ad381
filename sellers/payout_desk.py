"""Payouts for staff: what became of each, and another try or an end for those a bank refused."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow.admin.payments import OperationRows
from escrow.browsing import Browser
from escrow.models import Payout, Reserve
from escrow.models.payout import PayoutState
from escrow.story import Refusal
from sellers import failed_payouts
from sellers.models import PayoutMethod


@admin.register(Payout)
class PayoutDesk(Browser):
    """Nothing is edited: the two actions are the stories that the clock runs as well."""

    list_display = ["pk", "seller", "amount", "state", "attempts", "failure_code", "created_at"]
    list_filter = ["state"]
    list_select_related = ["seller"]
    search_fields = ["pk", "seller__name__lower__startswith"]
    ordering = ["-created_at"]
    inlines = [OperationRows]
    actions = ["try_again", "give_up"]

    @admin.action(description=_("Try again now"), permissions=["retry"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Payout]) -> None:
        """Only those a bank refused; what cannot succeed any more is given up."""
        refused = chosen.filter(state=PayoutState.FAILED)
        ids = [str(pk) for pk in refused.values_list("pk", flat=True)]
        failed_payouts.try_again(ids, by=request.user)
        said = ngettext("%d payout is tried again.", "%d payouts are tried again.", len(ids))
        messages.success(request, said % len(ids))

    @admin.action(
        description=_("Give up, and ask the seller for an account"), permissions=["retry"]
    )
    def give_up(self, request: HttpRequest, chosen: QuerySet[Payout]) -> None:
        for payout in chosen.order_by("pk"):
            try:
                failed_payouts.give_up(payout.pk, by=request.user)
            except Refusal as refusal:
                messages.error(request, f"{payout}: {refusal}")
            else:
                messages.success(request, _("Given up; the seller is told."))

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("escrow.change_payout")


@admin.register(PayoutMethod)
class MethodBrowser(Browser):
    """Without the account itself: its last digits are enough to talk about it."""

    list_display = ["seller", "hint", "gateway", "created_at", "usable_from", "trouble"]
    list_select_related = ["seller"]
    search_fields = ["seller__name__lower__startswith"]
    ordering = ["-pk"]
    fields = ["seller", "holder", "hint", "gateway", "created_at", "usable_from", "trouble"]


@admin.register(Reserve)
class ReserveBrowser(Browser):
    list_display = ["seller", "amount", "left", "due_at", "freed_at"]
    list_select_related = ["seller"]
    search_fields = ["seller__name__lower__startswith", "hold__line__order__number"]
    ordering = ["due_at"]
