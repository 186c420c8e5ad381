"""What was told to whom, and what could not be: read only, but for one more try."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow import outbox
from escrow.browsing import Browser
from escrow.models import Notice


class HowItEnded(admin.SimpleListFilter):
    title = _("how it ended")
    parameter_name = "ended"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("given_up", _("given up")),
            ("waiting", _("waiting")),
            ("failing", _("waiting, after a failure")),
            ("kept", _("inbox only")),
            ("sent", _("sent")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Notice]) -> QuerySet[Notice]:
        unsent = queryset.filter(sent_at=None, kept_at=None, given_up_at=None)
        found = {
            "given_up": queryset.filter(given_up_at__isnull=False),
            "waiting": unsent,
            "failing": unsent.exclude(last_error=""),
            "kept": queryset.filter(kept_at__isnull=False),
            "sent": queryset.filter(sent_at__isnull=False),
        }
        return found.get(self.value() or "", queryset)


@admin.register(Notice)
class NoticeBrowser(Browser):
    """The newest first; what was given up has a filter, and is told to staff."""

    list_display = ["kind", "to", "subject_line", "created_at", "how_it_ended", "attempts"]
    list_filter = [HowItEnded]
    list_select_related = ["to"]
    search_fields = ["to__email__lower", "subject_id"]
    ordering = ["-pk"]
    actions = ["send_again"]

    @admin.display(description=_("how it ended"))
    def how_it_ended(self, notice: Notice) -> str:
        return notice.state

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("escrow.change_notice")

    @admin.action(description=_("Send again what was given up"), permissions=["send"])
    def send_again(self, request: HttpRequest, chosen: QuerySet[Notice]) -> None:
        count = outbox.send_again(list(chosen.values_list("pk", flat=True)), by=request.user)
        if not count:
            messages.info(request, say("Nothing of it was given up, so nothing is sent again."))
            return
        told = ngettext("%(n)d message is tried again.", "%(n)d messages are tried again.", count)
        messages.success(request, told % {"n": count})
