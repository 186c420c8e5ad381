"""Payouts for staff: what became of each, and another try or an end for those a bank refused."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow import audit, payout_lots
from escrow.admin.desk_page import DeskPage
from escrow.browsing import Browser
from escrow.models import JournalEntry, Payout, Reserve
from escrow.models.payout import PayoutState
from escrow.money_rights import MAY_RETRY_PAYOUT
from escrow.story import Refusal
from sellers import failed_payouts
from sellers.models import PayoutMethod

RESULTS = ("paid-out", "payout-failed", "payout-returned")


@admin.register(Payout)
class PayoutDesk(DeskPage):
    """Nothing is edited: the two actions are the stories that the clock runs as well."""

    list_display = ["seller", "amount", "state", "attempts", "failure_code", "created_at"]
    list_filter = ["state"]
    list_select_related = ["seller"]
    search_fields = ["pk", "seller__name__lower__startswith"]
    search_help_text = _("The payout's id, or the shop's name, whole")
    ordering = ["-created_at", "-pk"]
    page_template = "admin/escrow/payout/page.html"
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
        return request.user.has_perm(MAY_RETRY_PAYOUT)

    def about(self, request: HttpRequest, thing: Payout) -> dict[str, Any]:
        """Each attempt with its call and its entries, and whose money it was."""
        tries = thing.operations.order_by("created_at")
        keys = [f"payout:{thing.pk}:{n}" for n in range(1, thing.attempts + 1)]
        keys += [f"{what}:{each.pk}" for each in tries for what in RESULTS]
        return {
            "payout": thing,
            "tries": tries,
            "entries": JournalEntry.objects.filter(key__in=keys).order_by("pk"),
            "lots": payout_lots.of(thing),
            "trail": audit.trail(thing).select_related("by"),
            "may_retry": thing.state == PayoutState.FAILED and self.has_retry_permission(request),
        }

    def act(self, request: HttpRequest, thing: Payout) -> str:
        """Try once more, or give up; for a payout that the bank refused."""
        if not self.has_retry_permission(request):
            raise PermissionDenied
        if request.POST.get("step") == "give_up":
            failed_payouts.give_up(thing.pk, by=request.user)
            return say("Given up; the seller is told.")
        failed_payouts.try_again([str(thing.pk)], by=request.user)
        return say("It is tried again, unless that cannot help any more.")


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
