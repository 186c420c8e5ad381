"""Every number of a policy in plain words: what it is, in which unit, how far it may go, whom it touches.

The windows' ranges are the policy's own; those of everything else stand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escrow import term_words as words
from escrow.default_policy import BODY
from escrow.money import Money

Path = tuple[str, ...]
MONEY, PERCENT, STARS, COUNT = "money", "percent", "stars", "count"
DAYS, HOURS, MINUTES, WORKING_DAYS = "days", "hours", "minutes", "working_days"
MINUTES_OF = {DAYS: 1440, HOURS: 60, MINUTES: 1}
MOST_BPS = 10_000


@dataclass(frozen=True)
class Term:
    """One number of a policy's body, and how a person reads and writes it."""

    path: Path
    title: Promise | str
    group: str
    unit: str
    touches: tuple[str, ...]

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def currency(self) -> str:
        return self.path[1]

    def stored(self, body: dict[str, Any]) -> int | float:
        """What the body says; what an older policy lacks is the default's."""
        found: int | float | None = _at(body, self.path)
        usual: int | float = _at(BODY, self.path)
        return usual if found is None else found

    def limits(self, body: dict[str, Any]) -> tuple[int | float, int | float]:
        """The least and the most that it may be, as stored."""
        if self.path[0] == "windows":
            low, high = body["windows"][self.path[1]]["allowed"]
            return low, high
        return _limits(self, _at(BODY, self.path))

    def shown(self, stored: int | float) -> Decimal:
        """As a person types it: days, percent, whole units of money."""
        exact = Decimal(str(stored))
        if self.unit in MINUTES_OF:
            return _plain(exact * 60 / MINUTES_OF[self.unit])
        if self.unit == MONEY:
            return Money(int(stored), self.currency).decimal
        return _plain(exact / 100) if self.unit in (PERCENT, STARS) else exact

    def to_store(self, typed: Decimal) -> int | float:
        """Back again. Raises ValueError when it is finer than what can be stored."""
        if self.unit == MONEY:
            return Money.parse(str(typed), self.currency).minor
        minutes = MINUTES_OF.get(self.unit)
        exact = typed * (minutes or (100 if self.unit in (PERCENT, STARS) else 1))
        if exact != int(exact):
            raise ValueError(str(typed))
        hours, left = divmod(int(exact), 60 if minutes else 1)
        return hours + left / 60 if left else hours

    def said(self, stored: int | float) -> str:
        """The way one would say it: 7 days, 8 %, €250.00."""
        shown = self.shown(stored)
        if self.unit == MONEY:
            return Money(int(stored), self.currency).format()
        if self.unit == PERCENT:
            return _("%(n)s %%") % {"n": f"{shown:f}"}
        return _counted(self.unit, shown)


def every(body: dict[str, Any]) -> Iterator[Term]:
    """All of a body's terms, in the order of the form."""
    for code in _in_order(body["windows"], words.WINDOWS):
        title, group, touches = words.WINDOWS.get(code, (code, words.OTHER, ()))
        unit = _unit_of(code, body["windows"][code])
        yield Term(("windows", code), title, group, unit, touches)
    for section, table in words.NUMBERS.items():
        for code in BODY[section]:
            title, unit, touches = table.get(code, (code, COUNT, ()))
            yield Term((section, code), title, section, unit, touches)
    for currency in _in_order(body["amounts"], BODY["amounts"]):
        for code in BODY["amounts"].get(currency, body["amounts"][currency]):
            title, touches = words.AMOUNTS.get(code, (code, ()))
            yield Term(("amounts", currency, code), title, f"amounts.{currency}", MONEY, touches)


def _in_order(found: Iterable[str], order: Iterable[str]) -> list[str]:
    """As people read them: a body that comes from the database has lost its order."""
    names = set(found)
    known = [name for name in order if name in names]
    return known + sorted(names.difference(known))


def put(body: dict[str, Any], term: Term, stored: int | float) -> None:
    """Write a term's value into a body of one's own."""
    *way, last = term.path if term.path[0] != "windows" else (*term.path, "value")
    for step in way:
        body = body.setdefault(step, {})
    body[last] = stored


def _at(body: dict[str, Any], path: Path) -> Any:
    found: Any = body
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    return found["value"] if path[0] == "windows" and isinstance(found, dict) else found


def _unit_of(code: str, window: dict[str, Any]) -> str:
    """By its usual length, so that the unit of a field never changes."""
    if window["unit"] != "hours":
        return WORKING_DAYS
    usual = BODY["windows"].get(code, window)["value"]
    if usual < 1:
        return MINUTES
    in_days = usual > 72 or code in words.IN_DAYS
    return DAYS if in_days and usual % 24 == 0 else HOURS


def _limits(term: Term, usual: Any) -> tuple[int, int]:
    if term.unit == PERCENT:
        return 0, MOST_BPS
    if term.unit == STARS:
        return 100, 500
    if term.path[0] == "limits":
        return words.HOW_OFTEN.get(term.path[1], (0, 5))
    least = 1 if term.unit == MONEY or term.path[-1].endswith("_days") else 0
    return least, max(int(usual or 0) * 20, 20)


def _plain(exact: Decimal) -> Decimal:
    """7 and not 7.0 or 7E+0; a third is cut."""
    cut = round(exact, 4).normalize()
    return cut.quantize(Decimal(1)) if cut == cut.to_integral_value() else cut


def _counted(unit: str, shown: Decimal) -> str:
    number = {"n": f"{shown:f}"}
    many = int(shown) if shown == int(shown) else 2
    if unit == DAYS:
        return ngettext("%(n)s day", "%(n)s days", many) % number
    if unit == HOURS:
        return ngettext("%(n)s hour", "%(n)s hours", many) % number
    if unit == MINUTES:
        return ngettext("%(n)s minute", "%(n)s minutes", many) % number
    if unit == WORKING_DAYS:
        return ngettext("%(n)s working day", "%(n)s working days", many) % number
    return f"{shown:f}"
