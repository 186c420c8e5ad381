"""Shops and what is known of their work: for staff to read, and to restrict with a reason."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow.browsing import Browser, Rows
from escrow.story import Refusal
from sellers import level_review, payout_desk, verification_desk
from sellers.models import LevelChange, PerformanceFact, Seller

__all__ = ["payout_desk", "verification_desk"]


class WithReason(ActionForm):
    because = forms.CharField(label=_("Because (the seller reads it)"), required=False)


class ChangeRows(Rows):
    model = LevelChange
    fields = ["at", "before", "after", "by", "reasons", "words"]
    ordering = ["-at"]


@admin.register(Seller)
class SellerBrowser(Browser):
    """Nothing is edited: the two actions are stories, with a reason."""

    list_display = ["name", "level", "level_kept_until", "country", "city", "user", "created_at"]
    list_filter = ["level"]
    list_select_related = ["user"]
    search_fields = ["name__lower__startswith", "slug", "user__email__lower"]
    ordering = ["-pk"]
    inlines = [ChangeRows]
    action_form = WithReason
    actions = ["restrict", "leave_to_figures"]

    def has_level_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(level_review.MAY_SET)

    @admin.action(description=_("Restrict, with the reason"), permissions=["level"])
    def restrict(self, request: HttpRequest, chosen: QuerySet[Seller]) -> None:
        self._set(request, chosen, level_review.restrict)

    @admin.action(description=_("Let the figures decide again"), permissions=["level"])
    def leave_to_figures(self, request: HttpRequest, chosen: QuerySet[Seller]) -> None:
        self._set(request, chosen, level_review.leave_to_figures)

    def _set(
        self, request: HttpRequest, chosen: QuerySet[Seller], story: level_review.ByStaff
    ) -> None:
        ids, because = list(chosen.values_list("pk", flat=True)), request.POST.get("because", "")
        try:
            count = story(ids, by=request.user, because=because)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            said = ngettext("%(n)d shop is told.", "%(n)d shops are told.", count)
            messages.success(request, said % {"n": count})


@admin.register(PerformanceFact)
class FactBrowser(Browser):
    list_display = ["seller", "kind", "reference", "value", "counts", "at"]
    list_filter = ["kind"]
    list_select_related = ["seller"]
    search_fields = ["seller__name__lower__startswith", "reference"]
    ordering = ["-pk"]
