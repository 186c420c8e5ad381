"""Reading the European Central Bank's reference rates, as it publishes them: XML or CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import StringIO

from defusedxml import ElementTree
from django.utils.translation import gettext as _

from escrow.story import Refusal, story
from marketplace.models import ExchangeRate

Rate = tuple[str, date, Decimal]
CSV_DAYS = ("%d %B %Y", "%Y-%m-%d")


class NoRates(Refusal):
    """The file is not one of those that we know, or holds nothing."""


@story
def load(content: str) -> int:
    """Keep the file's rates, a day's newer ones in the place of older ones. Raises NoRates."""
    try:
        found = list(_in_xml(content) if content.lstrip().startswith("<") else _in_csv(content))
    except (ElementTree.ParseError, ValueError, InvalidOperation, csv.Error) as wrong:
        raise NoRates(_("This is no file of rates: %(why)s") % {"why": wrong}) from wrong
    if not found:
        raise NoRates(_("There is no rate in this file."))
    rows = [ExchangeRate(currency=name, day=day, per_euro=rate) for name, day, rate in found]
    ExchangeRate.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["currency", "day"],
        update_fields=["per_euro"],
    )
    return len(rows)


def _in_xml(content: str) -> Iterator[Rate]:
    """eurofxref-daily.xml: a Cube of a day, with a Cube of each currency in it."""
    for cube in ElementTree.fromstring(content).iter():
        if "time" in cube.attrib:
            day = date.fromisoformat(cube.attrib["time"])
            for each in cube:
                yield each.attrib["currency"], day, _above_zero(each.attrib["rate"])


def _in_csv(content: str) -> Iterator[Rate]:
    """eurofxref.csv: a line of currencies, and a line of rates for each day."""
    for row in csv.DictReader(StringIO(content), skipinitialspace=True):
        day = _day(row.pop("Date", "") or "")
        for name, rate in row.items():
            if name and len(name) == 3 and rate and rate.strip() not in ("", "N/A"):
                yield name, day, _above_zero(rate.strip())


def _day(text: str) -> date:
    for written in CSV_DAYS:
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(f"{text!r} is no day")


def _above_zero(text: str) -> Decimal:
    rate = Decimal(text)
    if not rate.is_finite() or rate <= 0:
        raise ValueError(f"{text!r} is no rate")
    return rate
