"""A buyer's money month by month: what we held of it and what they kept here, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, Sum
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


@dataclass(frozen=True)
class BuyersMonth(Month):
    """`came` in when orders were paid or refunds kept; `went`, below zero, to sellers or back."""

    came: Money
    went: Money


def months(person: User, currency: str) -> list[BuyersMonth]:
    """Every month from the first that moved something until now, newest first."""
    accounts = proven_month.of_buyer(person).filter(currency=currency)
    rows = Posting.objects.filter(account__in=accounts.values("pk"))
    by_month = rows.annotate(month=TruncMonth("at", tzinfo=person.zone)).order_by("month")
    # What is credited to these accounts is ours to keep for them: it comes in.
    sums = by_month.values("month").annotate(
        came=Sum("amount_minor", filter=Q(amount_minor__lt=0), default=0),
        went=Sum("amount_minor", filter=Q(amount_minor__gt=0), default=0),
    )
    moved = {row["month"]: (SIGN * row["came"], SIGN * row["went"]) for row in sums}
    return _filled(person, moved, currency) if moved else []


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


def _filled(
    person: User, moved: dict[datetime, tuple[int, int]], currency: str
) -> list[BuyersMonth]:
    found, begins, there = [], min(moved), Money.zero(currency)
    while begins <= clock.now():
        came, went = (Money(minor, currency) for minor in moved.get(begins, (0, 0)))
        change = came + went
        found.append(BuyersMonth(begins, there, change, there + change, came, went))
        begins, there = _next(begins, person), there + change
    return found[::-1]


def _next(begins: datetime, person: User) -> datetime:
    inside = begins.replace(day=28) + timedelta(days=4)
    return datetime(inside.year, inside.month, 1, tzinfo=person.zone)
