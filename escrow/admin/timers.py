"""What waits for its moment. Only a dead deadline can be given another try."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow import deadline_words, second_tries
from escrow.admin.desk_page import DeskPage
from escrow.models import Deadline
from escrow.money_rights import MAY_RETRY
from escrow.story import Refusal


@admin.register(Deadline)
class DeadlineBrowser(DeskPage):
    list_display = ["kind", "subject_type", "subject_id", "due_at", "state", "attempts"]
    list_filter = ["state"]
    search_fields = ["subject_id"]
    search_help_text = _("The whole id of what it is about")
    ordering = ["due_at", "pk"]
    actions = ["try_again"]
    page_template = "admin/escrow/deadline/page.html"

    @admin.action(description=_("Try again now"), permissions=["retry"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Deadline]) -> None:
        """Only dead ones; what waits for its moment goes on waiting."""
        try:
            count = second_tries.try_again(chosen.values_list("pk", flat=True), by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return
        said = ngettext("%d deadline is due again.", "%d deadlines are due again.", count) % count
        messages.success(request, said)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_RETRY)

    def about(self, request: HttpRequest, thing: Deadline) -> dict[str, Any]:
        return {
            "row": thing,
            "then": deadline_words.then(thing.kind),
            "is_dead": thing.state == Deadline.State.DEAD,
            "may_retry": request.user.has_perm(MAY_RETRY),
        }

    def act(self, request: HttpRequest, thing: Deadline) -> str:
        if second_tries.try_again([thing.pk], by=request.user):
            return say("It is due again, and the next sweep takes it up within a minute.")
        return say("It is not dead, or was promised anew meanwhile. Nothing was changed.")
