"""A month's statement as CSV: one line for each booking, between opening and closing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from escrow.money import Money
from marketplace.months_of_money import Statement
from marketplace.statement import Told
from sellers.models import Seller

Row = tuple[str, ...]


def written(seller: Seller, statement: Statement) -> bytes:
    """With a byte order mark, so that every spreadsheet reads its letters."""
    out = StringIO()
    csv.writer(out).writerows(_rows(seller, statement))
    return out.getvalue().encode("utf-8-sig")


def _rows(seller: Seller, statement: Statement) -> Iterator[Row]:
    page, currency = statement.page, statement.currency
    yield (_("When"), _("What"), _("Order"), _("Payout"), _("Change"), _("Then"), _("Currency"))
    since = statement.period.since.date().isoformat()
    yield (since, _("Opening"), "", "", "", _figure(page.opening), currency)
    for told in statement.told:
        yield _row(seller, told, currency)
    until = statement.period.until.date().isoformat()
    if page.onward:
        yield ("", _("More lines are on the page."), "", "", "", _figure(page.closing), currency)
    yield (until, _("Closing"), "", "", "", _figure(statement.period.closing), currency)


def _row(seller: Seller, told: Told, currency: str) -> Row:
    order = told.order.number if told.order else ""
    payout = str(told.payout.pk) if told.payout else ""
    when = told.line.at.astimezone(seller.zone).isoformat(timespec="seconds")
    figures = _figure(told.line.change), _figure(told.line.balance)
    return (when, str(told.words), order, payout, *figures, currency)


def _figure(amount: Money) -> str:
    return str(amount.decimal)
