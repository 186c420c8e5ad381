"""What the demo's clock will do next, in a few words for the bar above every page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from escrow.models import Deadline, Hold
from marketplace.models import Order, ScriptedScan, TrackingEvent

ORDER_OF = {"order": "pk", "hold": "lines__hold", "dispute": "disputes"}
WORDS = {
    "release": _("%(shop)s gets %(amount)s"),
    "remind_first": _("%(buyer)s is reminded"),
    "remind_last": _("%(buyer)s is reminded"),
    "ship_by_missed": _("%(shop)s is out of time to send"),
    "never_arrived": _("a parcel of %(shop)s counts as lost"),
    "seller_answer": _("%(shop)s is out of time to answer"),
}
UNPAID, SOMETHING = _("an unpaid purchase ends"), _("a deadline ends")
ARRIVES, SCANNED = _("a parcel reaches %(place)s"), _("a parcel is scanned in %(place)s")


def next_event() -> tuple[datetime, str] | None:
    """The next promise or scan: when, and what happens then."""
    promised = Deadline.objects.pending().order_by("due_at", "id").first()
    planned = ScriptedScan.objects.filter(played_at=None).order_by("due_at", "id").first()
    if planned and (promised is None or planned.due_at < promised.due_at):
        return planned.due_at, _scan(planned)
    return (promised.due_at, _promise(promised)) if promised else None


def _scan(planned: ScriptedScan) -> str:
    words = ARRIVES if planned.kind == TrackingEvent.Kind.DELIVERED else SCANNED
    return words % {"place": planned.place}


def _promise(deadline: Deadline) -> str:
    if deadline.kind == "unpaid":
        return str(UNPAID)
    lookup = ORDER_OF.get(deadline.subject_type)
    found: dict[str, Any] = {lookup or "pk": deadline.subject_id if lookup else None}
    order = Order.objects.filter(**found).select_related("seller", "buyer").first()
    words = WORDS.get(deadline.kind)
    if order is None or words is None:
        return str(SOMETHING)
    people = {"shop": order.seller.name, "buyer": order.buyer.get_short_name()}
    return words % {**people, "amount": _amount(deadline)}


def _amount(deadline: Deadline) -> str:
    if deadline.subject_type != "hold":
        return ""
    held = Hold.objects.get(pk=deadline.subject_id).held
    return held.format()
