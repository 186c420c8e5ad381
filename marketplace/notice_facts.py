"""What the words of a notice may name: its subject, its order, amounts and moments as they are said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import F, Q, Sum
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from escrow.models import Hold, Notice
from escrow.models.hold import RUNNING, HoldState
from escrow.money import Money
from marketplace import guests
from marketplace.abroad import absolute
from marketplace.moments import told
from marketplace.notice_kinds import STAFF, Group
from marketplace.notice_kinds import of as kind_of

APP_OF = {
    "auditcheck": "escrow",
    "order": "marketplace",
    "checkout": "marketplace",
    "dispute": "disputes",
    "evidence": "disputes",
    "payout": "escrow",
    "refund": "escrow",
    "payoutmethod": "sellers",
    "levelchange": "sellers",
    "verification": "sellers",
    "rating": "sellers",
    "buyerrating": "sellers",
    "ratingreport": "sellers",
    "ratingphoto": "marketplace",
    "newsletter": "marketplace",
    "mark": "disputes",
    "restriction": "disputes",
    "standingappeal": "disputes",
    "buyer": "disputes",
    "sanction": "sellers",
    "emergencyfreeze": "escrow",
    "user": "marketplace",
    "dataexport": "marketplace",
    "conversation": "marketplace",
    "webhookendpoint": "marketplace",
    "listingfreeze": "marketplace",
    "listingreport": "marketplace",
}
MOMENTS = ("release_at", "usable_from", "until")
OF_CASE = ("answer_by", "parcel_by", "comment_by", "executes_at")
HELD = F("captured_minor") - F("released_minor") - F("refunded_minor") - F("charged_back_minor")
WITH_MONEY = {Group.ORDERS, Group.SELLING, Group.CASES}


def of(notice: Notice) -> tuple[dict[str, Any], str, str]:
    """The words' context, the path of ours it leads to, and the sentence about held money."""
    subject = _subject(notice)
    order = subject if notice.subject_type == "order" else getattr(subject, "order", None)
    path = _path(notice, subject)
    facts = {
        "to": notice.to,
        "subject": subject,
        "order": order,
        "shop": order.seller.name if order else "",
        "buyer": order.buyer.get_short_name() if order else "",
        "url": absolute(path),
        **_moments(order),
        **_detail(notice, subject, order),
    }
    wanted = kind_of(notice.kind).group in WITH_MONEY and order is not None
    return facts, path, _held(order, notice.to.language) if wanted else ""


def _path(notice: Notice, subject: Any) -> str:
    """A guest has no page yet that a sign-in would open: the link of the letter is the key."""
    reader = notice.to
    if kind_of(notice.kind).to == STAFF:
        return _on_the_desk(subject)
    if reader.is_open_guest():
        return guests.way_in(reader)
    own: str = subject.get_absolute_url()
    return reverse("orders") if reader.guest_email else own


def _on_the_desk(subject: Any) -> str:
    """The staff's own page of it, or their first page, where it waits."""
    if hasattr(subject, "get_staff_url"):
        return str(subject.get_staff_url())
    try:
        meta = subject._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[subject.pk])
    except NoReverseMatch:
        return reverse("admin:index")


def _moments(order: Any) -> dict[str, str]:
    return {
        "ship_by": told(order.ship_by) if order else "",
        "promised_by": told(order.promised_by) if order else "",
        "pay_by": told(order.checkout.pay_by) if order else "",
        "claim_until": told(order.claim_until) if order else "",
        "review_until": told(order.review_until) if order else "",
    }


def _detail(notice: Notice, subject: Any, order: Any) -> dict[str, str]:
    detail = {}
    if "minor" in notice.detail:
        amount = Money(int(notice.detail["minor"]), (order or subject).currency)
        detail["amount"] = amount.format(notice.to.language)
    for name in MOMENTS:
        if name in notice.detail:
            detail[name] = told(datetime.fromisoformat(notice.detail[name]))
    if notice.subject_type == "dispute":
        detail |= {name: told(getattr(subject, name)) for name in OF_CASE}
        detail["claimed"] = subject.claimed.format(notice.to.language)
    return detail


def _held(order: Any, language: str) -> str:
    """Where the order's money is while it is with us; nothing once it has moved."""
    frozen, running = _sums(order)
    if frozen:
        amount = Money(frozen, order.currency).format(language)
        return _("%(amount)s stands still with us: for now neither side gets it.") % {
            "amount": amount
        }
    if running:
        amount = Money(running, order.currency).format(language)
        return _("We hold %(amount)s of this order.") % {"amount": amount}
    return ""


def _sums(order: Any) -> tuple[int, int]:
    """In minor units: what is frozen, and what waits."""
    sums = Hold.objects.filter(line__order=order).aggregate(
        frozen=Sum(HELD, filter=Q(state=HoldState.FROZEN)),
        running=Sum(HELD, filter=Q(state__in=RUNNING)),
    )
    return sums["frozen"] or 0, sums["running"] or 0


def _subject(notice: Notice) -> Any:
    model = apps.get_model(APP_OF[notice.subject_type], notice.subject_type)
    return model._default_manager.get(pk=notice.subject_id)
