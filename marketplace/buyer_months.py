"""A buyer's money month by month: what we held of it and what they kept here, before and after."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Sum
from django.db.models.functions import TruncMonth

from escrow import clock
from escrow.models import Posting
from escrow.money import Money
from marketplace import proven_month
from marketplace.models import User
from marketplace.months_of_money import WRITTEN, Month
from marketplace.proven_month import SIGN, Scope


def currencies_of(person: User) -> list[str]:
    found = proven_month.of_buyer(person).values_list("currency", flat=True).distinct()
    return sorted(set(found)) or [settings.HOLDFAST_CURRENCY]


def months(person: User, currency: str) -> list[Month]:
    """Every month from the first that moved something until now, newest first."""
    accounts = proven_month.of_buyer(person).filter(currency=currency)
    rows = Posting.objects.filter(account__in=accounts.values("pk"))
    by_month = rows.annotate(month=TruncMonth("at", tzinfo=person.zone)).order_by("month")
    moved = {
        row["month"]: Money(SIGN * row["minor"], currency)
        for row in by_month.values("month").annotate(minor=Sum("amount_minor"))
    }
    return _filled(person, moved, Money.zero(currency)) if moved else []


def scope(person: User, code: str, currency: str) -> Scope | None:
    """What a month's statement is about; None where there is no such month."""
    written = WRITTEN.fullmatch(code)
    if written is None:
        return None
    begins = datetime(int(written[1]), int(written[2]), 1, tzinfo=person.zone)
    if begins > clock.now():
        return None
    accounts = proven_month.of_buyer(person)
    return Scope("buyer", accounts, code, currency, begins, _next(begins, person))


def _filled(person: User, moved: dict[datetime, Money], there: Money) -> list[Month]:
    found, begins = [], min(moved)
    while begins <= clock.now():
        change = moved.get(begins, there * 0)
        found.append(Month(begins, there, change, there + change))
        begins, there = _next(begins, person), there + change
    return found[::-1]


def _next(begins: datetime, person: User) -> datetime:
    inside = begins.replace(day=28) + timedelta(days=4)
    return datetime(inside.year, inside.month, 1, tzinfo=person.zone)
