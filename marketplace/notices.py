"""Words for what people must be told, in their language and time zone, and the sweep that sends them."""

from __future__ import annotations

import logging
import re
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from escrow import clock
from escrow.models import Notice
from escrow.money import Money
from marketplace import guests
from marketplace.models import User
from marketplace.moments import told

log = logging.getLogger(__name__)
KEY = re.compile(r"(?<=/guest/)[^/\s]+")
BATCH = 100
ATTEMPTS = 10
APP_OF = {
    "order": "marketplace",
    "checkout": "marketplace",
    "dispute": "disputes",
    "evidence": "disputes",
    "payout": "escrow",
    "refund": "escrow",
    "payoutmethod": "sellers",
    "mark": "disputes",
    "restriction": "disputes",
    "standingappeal": "disputes",
    "buyer": "disputes",
    "user": "marketplace",
    "dataexport": "marketplace",
    "conversation": "marketplace",
}


def send_waiting(limit: int = BATCH) -> int:
    """Send what is written and not yet sent; returns how many went out."""
    ids = list(_waiting().values_list("pk", flat=True)[:limit])
    return sum(_send(notice_id) for notice_id in ids)


def worded(notice: Notice) -> tuple[str, str]:
    """Subject and text of a notice, as its reader will read it."""
    with translation.override(notice.to.language), timezone.override(notice.to.zone):
        text = render_to_string(f"emails/{notice.kind}.txt", _context(notice))
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def _send(notice_id: int) -> bool:
    """One notice under its lock, so that two sweeps send it once."""
    with transaction.atomic():
        notice = (
            _waiting()
            .select_for_update(skip_locked=True, of=("self",))
            .filter(pk=notice_id)
            .first()
        )
        if notice is None:
            return False
        try:
            notice.subject_line, notice.body = worded(notice)
            send_mail(notice.subject_line, notice.body, None, [notice.to.letters_to])
            notice.body = _sealed(notice)
            notice.sent_at = clock.now()
        except Exception as error:
            log.exception("notice_failed", extra={"notice": notice_id})
            notice.attempts += 1
            notice.last_error = repr(error)[:2000]
        notice.save()
        return notice.sent_at is not None


def _waiting() -> Any:
    return (
        Notice.objects.filter(sent_at=None, attempts__lt=ATTEMPTS, to__left_at=None)
        .select_related("to__kept_by")
        .order_by("pk")
    )


def _context(notice: Notice) -> dict[str, Any]:
    subject = _subject(notice)
    order = subject if notice.subject_type == "order" else getattr(subject, "order", None)
    context = {
        "to": notice.to,
        "subject": subject,
        "order": order,
        "shop": order.seller.name if order else "",
        "buyer": order.buyer.get_short_name() if order else "",
        "url": _url(notice.to, subject),
        "ship_by": told(order.ship_by) if order else "",
        "promised_by": told(order.promised_by) if order else "",
        "pay_by": told(order.checkout.pay_by) if order else "",
        "claim_until": told(order.claim_until) if order else "",
    }
    return context | _detail(notice, subject, order)


def _url(reader: User, subject: Any) -> str:
    """A guest has no page yet that a sign-in would open: the link of the letter is the key."""
    if reader.is_open_guest():
        return guests.link(reader)
    path = reverse("orders") if reader.guest_email else subject.get_absolute_url()
    return f"{settings.HOLDFAST_BASE_URL}{path}"


def _sealed(notice: Notice) -> str:
    """What is kept as proof holds no key; in the demo everybody reads everything."""
    if settings.HOLDFAST_DEMO or not notice.to.is_open_guest():
        return notice.body
    return KEY.sub("…", notice.body)


def _detail(notice: Notice, subject: Any, order: Any) -> dict[str, str]:
    detail = {}
    if "minor" in notice.detail:
        amount = Money(int(notice.detail["minor"]), (order or subject).currency)
        detail["amount"] = amount.format(notice.to.language)
    for name in ("release_at", "usable_from", "until"):
        if name in notice.detail:
            detail[name] = told(datetime.fromisoformat(notice.detail[name]))
    if notice.subject_type == "dispute":
        detail["answer_by"] = told(subject.answer_by)
        detail["parcel_by"] = told(subject.parcel_by)
        detail["claimed"] = subject.claimed.format(notice.to.language)
    return detail


def _subject(notice: Notice) -> Any:
    model = apps.get_model(APP_OF[notice.subject_type], notice.subject_type)
    return model._default_manager.get(pk=notice.subject_id)
