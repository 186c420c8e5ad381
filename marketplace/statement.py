"""An account of a seller, line by line: opening, every posting, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow import ledger
from escrow.chart import CHART
from escrow.ledger import Place
from escrow.models import Posting
from escrow.money import Money
from marketplace.models import Order, OrderLine

PER_PAGE = 30
WORDS: dict[str, Promise] = {
    "release": _("A sale became yours"),
    "settle": _("Your part when a case was settled"),
    "recovery": _("Given back to a buyer after a case"),
    "payout": _("Paid out to you"),
    "reserve_released": _("Out of the reserve, into your money"),
}
OTHERWISE = _("Another booking")


@dataclass(frozen=True)
class Line:
    """One posting: what happened, to which order, and what was there afterwards."""

    at: datetime
    words: Promise
    key: str
    order: Order | None
    change: Money
    balance: Money


@dataclass(frozen=True)
class Statement:
    """One page, oldest line first; opening and its lines add up to closing."""

    opening: Money
    lines: list[Line]
    closing: Money
    page: Page[Posting]


def statement(place: Place, currency: str, page_number: str | None) -> Statement:
    """The account's lines; page 1 ends with what the ledger says is there now."""
    postings = _newest_first(place, currency)
    page = Paginator(postings, PER_PAGE).get_page(page_number)
    sign = CHART[place.kind].sign
    closing = ledger.balance(place, currency)
    if page.number > 1:
        newer = postings[: page.start_index() - 1].aggregate(sum=Sum("amount_minor"))["sum"] or 0
        closing -= Money(newer * sign, currency)
    rows = list(page.object_list)[::-1]
    opening = closing - Money(sum(row.amount_minor for row in rows) * sign, currency)
    return Statement(opening, _lines(rows, opening, sign), closing, page)


def _newest_first(place: Place, currency: str) -> QuerySet[Posting]:
    rows = Posting.objects.filter(
        account__kind=place.kind, account__owner=place.owner, account__currency=currency
    )
    return rows.select_related("entry").order_by("-at", "-pk")


def _lines(rows: Sequence[Posting], opening: Money, sign: int) -> list[Line]:
    orders, lines, balance = _orders_behind(rows), [], opening
    for row in rows:
        change = row.amount * sign
        balance += change
        words = WORDS.get(row.entry.kind, OTHERWISE)
        order = orders.get(_hold_id(row.entry.key))
        lines.append(Line(row.at, words, row.entry.key, order, change, balance))
    return lines


def _orders_behind(rows: Sequence[Posting]) -> dict[UUID | None, Order]:
    """By hold: keys of entries about a sale end with its hold."""
    ids = {_hold_id(row.entry.key) for row in rows} - {None}
    lines = OrderLine.objects.filter(hold__in=ids).select_related("order")
    return {line.hold_id: line.order for line in lines}


def _hold_id(key: str) -> UUID | None:
    try:
        return UUID(key.rpartition(":")[2])
    except ValueError:
        return None
