"""How protection works, drawn from the policy in force: change the policy, and the page says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from escrow import policy
from escrow.models import Policy
from escrow.money import Money
from marketplace.promise_words import COVERED, PLUS_ADDS, WINDOWS

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A stretch of days after delivery, with its place on the drawn line in percent."""

    title: Promise
    days: int
    share: float
    kind: str


@dataclass(frozen=True)
class Term:
    """One window: what it is for, how long, and what happens then."""

    title: Promise
    long: str
    then: Promise


def shown() -> dict[str, Any]:
    in_force = policy.in_force()
    currency = settings.HOLDFAST_CURRENCY
    return {
        "policy": in_force,
        "spans": spans(in_force),
        "groups": [(name, _terms(in_force, codes)) for name, codes in WINDOWS],
        "covered": [COVERED[code] for code in in_force.body["coverage"]["base"]],
        "plus_adds": [PLUS_ADDS[code] for code in in_force.body["coverage"]["plus_adds"]],
        "plus_percent": f"{in_force.bps('plus_bps') / 100:g}",
        "plus_minimum": in_force.amount("plus_minimum", currency),
        "careful_from": in_force.amount("careful_from", currency),
        "days": {
            code: in_force.window(code).days
            for code in ("hold_standard", "extend", "claim_base", "claim_plus", "nr_closes")
        },
        "answer": said(in_force.window("seller_answer")),
        "example": Money(4200, currency),
    }


def spans(in_force: Policy) -> list[Span]:
    """When the money moves, and how long one can complain, on one line of days."""
    longest = in_force.window("claim_plus").days
    wanted = [
        (_("Money held, trusted seller"), "hold_trusted", "hold"),
        (_("Money held, usually"), "hold_standard", "hold"),
        (_("Money held, new seller or a large order"), "hold_careful", "hold"),
        (_("You can complain"), "claim_base", "claim"),
        (_("You can complain, with Plus"), "claim_plus", "claim"),
    ]
    return [
        Span(title, days, round(100 * days / longest, 1), kind)
        for title, code, kind in wanted
        if (days := in_force.window(code).days)
    ]


def said(window: timedelta) -> str:
    """72 hours, 30 minutes, 7 days: the way one would say it."""
    minutes = int(window.total_seconds() // 60)
    if window >= 4 * DAY:
        return ngettext("%(n)s day", "%(n)s days", window.days) % {"n": window.days}
    if minutes >= 60:
        return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def _terms(in_force: Policy, codes: dict[str, tuple[Promise, Promise]]) -> list[Term]:
    return [Term(title, _length(in_force, code), then) for code, (title, then) in codes.items()]


def _length(in_force: Policy, code: str) -> str:
    if in_force.body["windows"][code]["unit"] == "business_days":
        count = in_force.business_days(code)
        return ngettext("%(n)s working day", "%(n)s working days", count) % {"n": count}
    return said(in_force.window(code))
