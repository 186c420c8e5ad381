"""A month's statement as a PDF: sums by what happened, then every line, opening to closing."""

from __future__ import annotations

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from escrow import clock
from escrow.money import Money
from marketplace.moments import told as moment_told
from marketplace.months_of_money import Statement
from marketplace.printing.paper import Paper
from marketplace.statement import Told
from sellers.models import Seller


def drawn(seller: Seller, statement: Statement) -> bytes:
    """In the active language and time zone."""
    language = get_language() or "en"
    month = format_date(statement.period.since, "LLLL y", locale=language.replace("-", "_"))
    named = {"shop": seller.name, "month": month, "when": moment_told(clock.now(), for_years=True)}
    foot = _("Holdfast · %(shop)s · %(month)s · written %(when)s") % named
    title = _("Statement for %(month)s") % named
    paper = Paper(title, language=language, at=clock.now(), foot=foot)
    paper.write_line(f"{seller.name}, {statement.currency}", grey=True)
    _write_sums(paper, statement)
    _write_lines(paper, statement)
    return bytes(paper.output())


def _write_sums(paper: Paper, statement: Statement) -> None:
    paper.draw_rule()
    paper.write_sum(_("Opening"), _figure(statement.period.opening), bold=True)
    for words, amount in statement.sums:
        paper.write_sum(str(words), _figure(amount))
    paper.write_sum(_("Closing"), _figure(statement.period.closing), bold=True)


def _write_lines(paper: Paper, statement: Statement) -> None:
    paper.draw_rule()
    paper.write_sum(_("Opening"), _figure(statement.page.opening), bold=True)
    for told in statement.told:
        paper.write_sum(_line(told), _figure(told.line.change))
    if statement.page.onward:
        paper.write_line(_("More lines are on the page of this month."), grey=True)
    paper.write_sum(_("Closing"), _figure(statement.period.closing), bold=True)


def _line(told: Told) -> str:
    about = told.order.number if told.order else ""
    parts = [moment_told(told.line.at, for_years=True), str(told.words), about]
    return " · ".join(part for part in parts if part)


def _figure(amount: Money) -> str:
    return amount.format()
