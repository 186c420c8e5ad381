"""What the clock has done since a mark, counted from the audit trail."""

from __future__ import annotations

from collections import Counter

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from escrow.models import AuditEntry, Notice

WORDS = {
    "delivered": ngettext_lazy("%(n)d parcel arrived", "%(n)d parcels arrived", "n"),
    "released": ngettext_lazy(
        "the money of %(n)d order was released", "the money of %(n)d orders was released", "n"
    ),
    "refunded": ngettext_lazy(
        "%(n)d order was refunded by itself", "%(n)d orders were refunded by themselves", "n"
    ),
    "expired_unpaid": ngettext_lazy(
        "%(n)d unpaid purchase ended", "%(n)d unpaid purchases ended", "n"
    ),
    "dispute_escalated": ngettext_lazy(
        "%(n)d case went to our staff", "%(n)d cases went to our staff", "n"
    ),
    "written": ngettext_lazy("%(n)d message was written", "%(n)d messages were written", "n"),
}
SAME = {
    "refunded_not_dispatched": "refunded",
    "refunded_presumed_lost": "refunded",
    "refunded_cancelled_by_buyer": "refunded",
}
SUBJECTS = {"order", "checkout", "dispute"}


def mark() -> tuple[int, int]:
    """The last thing recorded, and the last message written, so far."""
    lasts = [rows.objects.aggregate(last=Max("id"))["last"] for rows in (AuditEntry, Notice)]
    return lasts[0] or 0, lasts[1] or 0


def since(before: tuple[int, int]) -> str:
    """What the clock did since: "3 parcels arrived, the money of 2 orders was released"."""
    by_clock = AuditEntry.objects.filter(id__gt=before[0], by=None, subject_type__in=SUBJECTS)
    counted = Counter(
        SAME.get(action, action) for action in by_clock.values_list("action", flat=True)
    )
    counted["written"] = Notice.objects.filter(id__gt=before[1]).count()
    told = [words % {"n": counted[action]} for action, words in WORDS.items() if counted[action]]
    return ", ".join(told) or _("nothing was due")
