"""Reviews for staff: what can be read, what was reported, and hiding with a reason.

Sealed reviews are not here at all: a seal that staff can look under is none.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow.browsing import Browser, Rows
from escrow.story import Refusal
from marketplace import moderators
from marketplace.models import RatingPhoto
from sellers.models import BuyerRating, Rating, RatingReport
from sellers.models.rating import MAY_MODERATE


class WithReason(ActionForm):
    because = forms.CharField(
        label=_("Because (its writer reads it)"), required=False, max_length=500
    )


class Moderates(Browser):
    """Actions on reviews; `rating_ids` says which ones the chosen rows are about."""

    action_form = WithReason
    actions = ["hide", "leave", "show_again"]

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_MODERATE)

    def rating_ids(self, chosen: QuerySet[Any]) -> list[int]:
        return list(chosen.values_list("pk", flat=True))

    @admin.action(description=_("Hide it, with the reason"), permissions=["moderate"])
    def hide(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        because, ids = request.POST.get("because", ""), self.rating_ids(chosen)
        try:
            count = moderators.hide(ids, by=request.user, because=because)  # type: ignore[arg-type]
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            told = ngettext("%(n)d review is hidden.", "%(n)d reviews are hidden.", count)
            messages.success(request, told % {"n": count})

    @admin.action(description=_("It stays: settle the reports"), permissions=["moderate"])
    def leave(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        moderators.leave(self.rating_ids(chosen), by=request.user)  # type: ignore[arg-type]
        messages.success(request, say("The reports are settled; the reviews stay."))

    @admin.action(description=_("Show it again"), permissions=["moderate"])
    def show_again(self, request: HttpRequest, chosen: QuerySet[Any]) -> None:
        moderators.show_again(self.rating_ids(chosen), by=request.user)  # type: ignore[arg-type]
        messages.success(request, say("They stand there again, and count."))


class PhotoRows(Rows):
    model = RatingPhoto
    fields = ["position", "state", "full", "refusal"]


class ReportRows(Rows):
    model = RatingReport
    fields = ["created_at", "by", "why", "words", "outcome"]


@admin.register(Rating)
class RatingBrowser(Moderates):
    list_display = ["order", "seller", "stars", "created_at", "revealed_at", "hidden_at"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter)]
    list_select_related = ["order", "seller"]
    search_fields = ["order__number", "seller__name__lower__startswith"]
    ordering = ["-pk"]
    inlines = [ReportRows, PhotoRows]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(revealed_at__isnull=False)


@admin.register(BuyerRating)
class BuyerRatingBrowser(Browser):
    list_display = ["order", "seller", "buyer", "stars", "created_at"]
    list_select_related = ["order", "seller", "buyer"]
    search_fields = ["order__number", "seller__name__lower__startswith", "buyer__email__lower"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(revealed_at__isnull=False)


@admin.register(RatingReport)
class ReportBrowser(Moderates):
    """The queue: what waits first, oldest first."""

    list_display = ["rating", "why", "words", "created_at", "outcome"]
    list_filter = ["outcome"]
    list_select_related = ["rating__order", "rating__seller"]
    search_fields = [
        "rating__order__number",
        "rating__seller__name__lower__startswith",
        "by__email__lower",
    ]
    ordering = ["outcome", "created_at"]

    def rating_ids(self, chosen: QuerySet[Any]) -> list[int]:
        return list(chosen.values_list("rating", flat=True))
