"""Who sellers are: the queue for staff, oldest first; confirmed, or sent back with a reason."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from escrow.browsing import Browser
from escrow.story import Refusal
from sellers import verification
from sellers.models import Verification


class WithReason(ActionForm):
    because = forms.CharField(label=_("Because (the seller reads it)"), required=False)


@admin.register(Verification)
class VerificationDesk(Browser):
    """Nothing is edited: both actions are stories."""

    list_display = ["seller", "state", "legal_name", "tax_id", "given_at", "due_at"]
    list_filter = ["state"]
    list_select_related = ["seller"]
    search_fields = ["seller__name__lower__startswith", "tax_id"]
    ordering = ["-state", "given_at"]
    action_form = WithReason
    actions = ["confirm", "send_back"]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(verification.MAY_DECIDE)

    @admin.action(description=_("It is right"), permissions=["decide"])
    def confirm(self, request: HttpRequest, chosen: QuerySet[Verification]) -> None:
        self._each(request, chosen, lambda pk: verification.confirm(pk, by=request.user))

    @admin.action(description=_("Send it back, with the reason"), permissions=["decide"])
    def send_back(self, request: HttpRequest, chosen: QuerySet[Verification]) -> None:
        because = request.POST.get("because", "")
        self._each(
            request,
            chosen,
            lambda pk: verification.send_back(pk, by=request.user, because=because),
        )

    def _each(
        self, request: HttpRequest, chosen: QuerySet[Verification], decide: Callable[[int], None]
    ) -> None:
        for row in chosen.select_related("seller").order_by("pk"):
            try:
                decide(row.seller_id)
            except Refusal as refusal:
                messages.error(request, f"{row.seller}: {refusal}")
            else:
                messages.success(request, _("%(shop)s is told.") % {"shop": row.seller})
