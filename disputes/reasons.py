"""When each reason can be said, and what can be asked for because of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disputes import withdrawal_right
from disputes.known_reasons import BY_SYSTEM, REASONS
from disputes.models.dispute_state import Remedy
from disputes.question import Question
from disputes.reason import MONEY, Reason
from marketplace.models import OrderLine

BY_CODE = {reason.code: reason for reason in [*REASONS, *BY_SYSTEM]}


def why_not(reason: Reason, line: OrderLine, now: datetime) -> Promise | None:
    """Why this cannot be said of the line now; None when it can."""
    order, arrived = line.order, line.claim_until is not None
    if reason.after_delivery != arrived:
        return _("It has arrived.") if arrived else _("It has not arrived yet.")
    if not arrived and (order.nr_opens_at is None or now < order.nr_opens_at):
        return _("The promised day is not over yet.")
    if arrived and line.claim_until is not None and now > line.claim_until:
        return _("The time for complaints is over.")
    if reason.came_late and not _came_late(line):
        return _("It came by the promised day.")
    return _why_kept(line, now, reason) if reason.mind_changed else None


def allows(code: str, remedy: str) -> bool:
    """Whether this can be asked for when that is wrong."""
    return remedy in BY_CODE[code].remedies if code in BY_CODE else remedy in MONEY


def offerable(code: str) -> tuple[Remedy, ...]:
    """What an offer can name: what puts it right, and money at any time, the usual one first."""
    usual = BY_CODE[code].remedies if code in BY_CODE else MONEY
    return (*usual, *(each for each in MONEY if each not in usual))


def is_change_of_mind(code: str) -> bool:
    return code in BY_CODE and BY_CODE[code].mind_changed


def is_not_received(code: str) -> bool:
    """The parcel's scans weigh more than any photo."""
    return code in BY_CODE and BY_CODE[code].not_received


def asked(code: str) -> tuple[Question, ...]:
    """What has to be said of it; nothing of a reason that is not known."""
    return BY_CODE[code].asks if code in BY_CODE else ()


def is_never_returned(code: str) -> bool:
    """Nobody sends a fake or a danger through the post."""
    return code in BY_CODE and BY_CODE[code].never_returned


def possible(line: OrderLine, now: datetime) -> list[Reason]:
    """What can be said of the line now."""
    return [reason for reason in REASONS if why_not(reason, line, now) is None]


def _why_kept(line: OrderLine, now: datetime, reason: Reason) -> Promise | None:
    """Neither the law nor the shop lets the buyer change their mind any more."""
    if reason.by_law:
        open_still = withdrawal_right.is_open(line, now)
        return None if open_still else _("The law gives no such right here, or it is over.")
    arrived = line.hold.delivered_at
    days = timedelta(days=line.return_days)
    if arrived is not None and now <= arrived + days:
        return None
    return _("The days in which this shop takes things back are over.")


def _came_late(line: OrderLine) -> bool:
    arrived, promised = line.hold.delivered_at, line.order.promised_by
    return arrived is not None and promised is not None and arrived > promised
