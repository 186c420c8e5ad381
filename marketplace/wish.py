"""What somebody looks for, as the address of the page says it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.money import Money, NotAnAmount
from marketplace import countries, keyset, price_words
from marketplace.keyset import Along
from marketplace.models import Listing
from sellers.models.seller import Level

MOST_WORDS = 100  # characters
LARGEST = 2**63 - 1
MOST_PAGES = 10
LEVELS = (Level.TRUSTED, Level.STANDARD, Level.NEW)

SORTS: dict[str, tuple[Promise, Along]] = {
    "best": (_("Best match"), Along("rank", descending=True)),
    "new": (_("Newest"), keyset.NEWEST),
    "cheap": (_("Cheapest first"), Along("price_minor")),
    "dear": (_("Dearest first"), Along("price_minor", descending=True)),
}


@dataclass(frozen=True)
class Wish:
    """Words, limits, an order, and how far one has looked. `asked` was typed and found nothing."""

    words: str = ""
    asked: str = ""
    category: str = ""
    conditions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    low: Money | None = None
    high: Money | None = None
    ships: str = ""
    returns: bool = False
    sort: str = "new"
    after: str = ""
    pages: int = 1

    @classmethod
    def read(cls, asked: QueryDict, category: str = "") -> Wish:
        """Whatever cannot be understood is left out."""
        words = cleaned(asked.get("q", ""))
        sorts = [name for name in SORTS if words or name != "best"]
        ships = asked.get("ships", "")
        return cls(
            words=words,
            asked=cleaned(asked.get("asked", "")),
            category=category or cleaned(asked.get("category", "")),
            conditions=_known(asked.getlist("condition"), Listing.Condition.values),
            levels=_known(asked.getlist("level"), LEVELS),
            low=_amount(asked.get("low", "")),
            high=_amount(asked.get("high", "")),
            ships=ships if countries.is_country(ships) else "",
            returns=asked.get("returns", "") == "1",
            sort=sort if (sort := asked.get("sort", "")) in sorts else sorts[0],
            after=asked.get("after", ""),
            pages=pages_in(asked),
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(
            self.category
            or self.conditions
            or self.levels
            or self.low
            or self.high
            or self.ships
            or self.returns
        )

    def but(self, **changed: Any) -> Wish:
        """The same with something else, from its first page on."""
        return replace(self, **{"after": "", "pages": 1, "asked": "", **changed})

    def query(self, *, without_category: bool = False) -> str:
        """As an address says it, always in the same order; empty, or beginning with "?"."""
        said: list[tuple[str, str]] = [
            ("q", self.words),
            ("category", "" if without_category else self.category),
            *(("condition", each) for each in self.conditions),
            ("low", price_words.plain(self.low)),
            ("high", price_words.plain(self.high)),
            ("ships", self.ships),
            *(("level", each) for each in self.levels),
            ("returns", "1" if self.returns else ""),
            ("sort", self.sort if self.sort != self._usual_sort else ""),
            ("asked", self.asked),
            ("after", self.after),
            ("pages", str(self.pages) if self.pages > 1 else ""),
        ]
        told = urlencode([(name, value) for name, value in said if value])
        return f"?{told}" if told else ""

    @property
    def _usual_sort(self) -> str:
        return "best" if self.words else "new"


def cleaned(words: str) -> str:
    """In the usual form of every letter, without what no word has, and not endless."""
    return unicodedata.normalize("NFKC", words).replace("\x00", "").strip()[:MOST_WORDS]


def pages_in(asked: QueryDict) -> int:
    """How many pages stand under each other, as a list that has grown says it in its address."""
    text = asked.get("pages", "")[:3]
    return min(int(text), MOST_PAGES) if text.isascii() and text.isdigit() and int(text) else 1


def _known(values: list[str], known: Any) -> tuple[str, ...]:
    return tuple(value for value in known if value in values)


def _amount(text: str) -> Money | None:
    try:
        amount = Money.parse(text.replace(",", "."), settings.HOLDFAST_CURRENCY)
    except NotAnAmount:
        return None
    return amount if 0 < amount.minor < LARGEST else None
