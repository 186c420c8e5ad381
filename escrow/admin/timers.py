"""What waits for its moment. Only a dead deadline can be given another try."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow import second_tries
from escrow.browsing import Browser
from escrow.models import Deadline


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
