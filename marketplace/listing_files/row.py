"""What one row says, once it is understood; whatever is wrong with it is a sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from escrow.money import Money
from marketplace.forms.amounts import amount_of
from marketplace.listing_files.table import Row
from marketplace.models import Category, Listing
from marketplace.models.variant import OURS

LONGEST = {
    "listing": 60,
    "sku": 40,
    "title": 120,
    "description": 8000,
    "option_1": 20,
    "option_2": 20,
    "choice_1": 30,
    "choice_2": 30,
}
MOST_OF_ONE = 100_000
STATES = ("active", "paused", "draft", "ended")


@dataclass(frozen=True)
class Wrong:
    """What is wrong, where, and what to do about it."""

    line: int
    column: str
    sentence: str


@dataclass
class Terms:
    """What rows may name: shelves by slug and by name, and the seller's currencies."""

    shelves: Mapping[str, Category]
    currencies: list[str]


@dataclass
class Said:
    """A row that was read; what it leaves empty is None, or not in `fields`."""

    row: Row
    fields: dict[str, Any] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    price: Money | None = None
    stock: int | None = None
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def sku(self) -> str:
        return self.row["sku"]

    def refuse(self, column: str, sentence: str) -> None:
        self.wrong.append(Wrong(self.row.line, column, sentence))


def understood(row: Row, terms: Terms) -> Said:
    """Look at every cell, so that everything that is wrong is said at once."""
    said = Said(row)
    for column, most in LONGEST.items():
        if len(row[column]) > most:
            said.refuse(column, _("This is longer than %d letters. Shorten it.") % most)
    if not row["sku"]:
        said.refuse(
            "sku", _("Give it a reference of your own, so that the file can be read twice.")
        )
    for column in ("title", "description"):
        if row[column]:
            said.fields[column] = row[column]
    _read_shelf(said, terms)
    _read_word(said, "condition", Listing.Condition.values)
    _read_word(said, "state", STATES)
    _read_attributes(said)
    _read_options(said)
    _read_price(said, terms)
    _read_stock(said)
    return said


def is_ours(sku: str) -> bool:
    return sku.startswith(OURS)


def _read_shelf(said: Said, terms: Terms) -> None:
    named = said.row["category"]
    if not named:
        return
    shelf = terms.shelves.get(named.casefold())
    if shelf is None:
        said.refuse(
            "category", _("There is no shelf “%s”. Use the last part of its address.") % named
        )
    else:
        said.fields["category"] = shelf


def _read_word(said: Said, column: str, words: Any) -> None:
    given = said.row[column].casefold()
    if given and given not in words:
        said.refuse(column, _("Use one of these: %s.") % ", ".join(words))
    elif given:
        said.fields[column] = given


def _read_attributes(said: Said) -> None:
    """Material: Linen; Care: 40 °C."""
    given = said.row["attributes"]
    if not given:
        return
    pairs = [part.partition(":") for part in given.split(";") if part.strip()]
    if any(not name.strip() or not value.strip() for name, _colon, value in pairs):
        said.refuse("attributes", _("Write it like this: Material: Linen; Care: 40 °C"))
        return
    said.fields["attributes"] = {
        name.strip()[:40]: value.strip()[:120] for name, _colon, value in pairs
    }


def _read_options(said: Said) -> None:
    for number in (1, 2):
        option, choice = said.row[f"option_{number}"], said.row[f"choice_{number}"]
        if choice and not option:
            said.refuse(f"option_{number}", _("Say what this is: “Size”, for example."))
        elif option and not choice:
            said.refuse(f"choice_{number}", _("Say which %s this is.") % option)
        elif option in said.options:
            said.refuse(f"option_{number}", _("This is the same as the first one."))
        elif option:
            said.options[option] = choice
    if said.row["option_2"] and not said.row["option_1"]:
        said.refuse("option_1", _("Fill in the first option before the second."))


def _read_price(said: Said, terms: Terms) -> None:
    currency = said.row["currency"].upper() or terms.currencies[0]
    if currency not in terms.currencies:
        said.refuse("currency", _("You send in these only: %s.") % ", ".join(terms.currencies))
        return
    if not said.row["price"]:
        return
    try:
        said.price = amount_of(said.row["price"], currency)
    except ValidationError as wrong:
        said.refuse("price", " ".join(wrong.messages))
        return
    if not said.price:
        said.refuse("price", _("The price must be more than nothing."))


def _read_stock(said: Said) -> None:
    given = said.row["stock"]
    if not given:
        return
    if given.isdecimal() and len(given) < 7 and int(given) <= MOST_OF_ONE:
        said.stock = int(given)
    else:
        said.refuse("stock", _("Write a whole number from 0 to %d.") % MOST_OF_ONE)
