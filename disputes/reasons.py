"""What can be wrong, in plain words, and when each can be said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disputes.models.dispute_state import Remedy
from marketplace.models import OrderLine

R = Remedy
MONEY = (R.REFUND, R.PARTIAL)


@dataclass(frozen=True)
class Reason:
    """What can be wrong. `remedies`: what can be asked for, the usual one first.

    `mind_changed`: nothing is wrong at all; within the days in which the shop takes things back.
    """

    code: str
    title: Promise
    hint: Promise
    evidence: Promise
    usual: Promise
    after_delivery: bool
    needs_photo: bool = False
    by_system: bool = False
    remedies: tuple[Remedy, ...] = MONEY
    never_returned: bool = False
    mind_changed: bool = False


_NOTHING = _("Nothing: the parcel's scans tell us.")
_FULL = _("Usually all your money back.")
_PART = _("Usually a return and your money back, or part of it and you keep the thing.")

REASONS = [
    Reason(
        "NR-LOST",
        _("It has not arrived"),
        _("The promised day is over."),
        _NOTHING,
        _FULL,
        after_delivery=False,
    ),
    Reason(
        "NR-SCAN",
        _("It says delivered, but I have nothing"),
        _("Ask at home and next door first."),
        _("Say where you looked and whom you asked."),
        _("It depends on how well the delivery is proven."),
        after_delivery=True,
    ),
    Reason(
        "ND-DAMAGED",
        _("It arrived damaged"),
        _("Broken, bent, leaking, scratched."),
        _("The thing, the outer box, and the label."),
        _PART,
        after_delivery=True,
        needs_photo=True,
        remedies=(R.REFUND, R.PARTIAL, R.RETURN, R.REPLACEMENT),
    ),
    Reason(
        "ND-DEFECT",
        _("It does not work"),
        _("Or stopped working."),
        _("A photo of what goes wrong, and what you tried."),
        _PART,
        after_delivery=True,
        needs_photo=True,
        remedies=(R.RETURN, R.PARTIAL, R.REPLACEMENT, R.REFUND),
    ),
    Reason(
        "ND-WRONG",
        _("It is something else"),
        _("Or another colour, size or model."),
        _("The thing you got, and the label on the parcel."),
        _PART,
        after_delivery=True,
        needs_photo=True,
        remedies=(R.RETURN, R.REPLACEMENT, R.PARTIAL, R.REFUND),
    ),
    Reason(
        "ND-DESCRIPTION",
        _("It is not as described"),
        _("Something in the listing is not true."),
        _("A photo that shows the difference."),
        _PART,
        after_delivery=True,
        needs_photo=True,
        remedies=(R.RETURN, R.PARTIAL, R.REFUND),
    ),
    Reason(
        "ND-MISSING",
        _("Something is missing"),
        _("Parts, or fewer than you bought."),
        _("Everything that was in the parcel, in one photo."),
        _("Usually the missing part, or its share of the price."),
        after_delivery=True,
        needs_photo=True,
        remedies=(R.MISSING_PART, R.PARTIAL, R.REFUND),
    ),
    Reason(
        "ND-COUNTERFEIT",
        _("It is a fake"),
        _("Not made by the brand it names."),
        _("What gives it away: label, stitching, serial number."),
        _FULL,
        after_delivery=True,
        needs_photo=True,
        never_returned=True,
    ),
    Reason(
        "ND-UNSAFE",
        _("It is dangerous"),
        _("Fire, shock, poison, sharp edges."),
        _("What is dangerous. Do not use it any more."),
        _FULL,
        after_delivery=True,
        needs_photo=True,
        never_returned=True,
    ),
    Reason(
        "RM-CHANGE",
        _("I have changed my mind"),
        _("It is as described, and I do not want to keep it."),
        _("Nothing. Send it back unused, as it came."),
        _("Your money when it has come back. You pay the postage; with Plus we do."),
        after_delivery=True,
        remedies=(R.RETURN,),
        mind_changed=True,
    ),
]
# What we know ourselves, from the parcel's scans; nobody has to say it.
BY_SYSTEM = [
    Reason(
        code,
        title,
        _("The parcel's scans say so."),
        _NOTHING,
        _FULL,
        after_delivery=False,
        by_system=True,
    )
    for code, title in (
        ("NR-STALL", _("It has not moved for too long")),
        ("NR-RETURNED", _("It went back to the seller")),
        ("NR-GONE", _("The carrier has lost it")),
    )
]
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
    if reason.mind_changed and not _is_taken_back(line, now):
        return _("The days in which this shop takes things back are over.")
    return None


def allows(code: str, remedy: str) -> bool:
    """Whether this can be asked for when that is wrong."""
    return remedy in BY_CODE[code].remedies if code in BY_CODE else remedy in MONEY


def offerable(code: str) -> tuple[Remedy, ...]:
    """What an offer can name: what puts it right, and money at any time, the usual one first."""
    usual = BY_CODE[code].remedies if code in BY_CODE else MONEY
    return (*usual, *(each for each in MONEY if each not in usual))


def is_change_of_mind(code: str) -> bool:
    return code in BY_CODE and BY_CODE[code].mind_changed


def is_never_returned(code: str) -> bool:
    """Nobody sends a fake or a danger through the post."""
    return code in BY_CODE and BY_CODE[code].never_returned


def _is_taken_back(line: OrderLine, now: datetime) -> bool:
    """From the arrival on, as many days as the shop says."""
    arrived = line.hold.delivered_at
    days = timedelta(days=line.order.seller.return_days)
    return arrived is not None and now <= arrived + days


def possible(line: OrderLine, now: datetime) -> list[Reason]:
    """What can be said of the line now."""
    return [reason for reason in REASONS if why_not(reason, line, now) is None]
