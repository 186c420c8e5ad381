"""What somebody looks for, as the address of the page says it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from escrow.money import Money, NotAnAmount
from marketplace import keyset
from marketplace.keyset import Along
from marketplace.models import Listing

MOST_WORDS = 100  # characters
LARGEST = 2**63 - 1

SORTS: dict[str, tuple[Promise, Along]] = {
    "best": (_("Best match"), Along("rank", descending=True)),
    "new": (_("Newest"), keyset.NEWEST),
    "cheap": (_("Cheapest first"), Along("price_minor")),
    "dear": (_("Dearest first"), Along("price_minor", descending=True)),
}


@dataclass(frozen=True)
class Wish:
    """Words, shelf, conditions, a price range, an order, and how far one has looked."""

    words: str = ""
    category: str = ""
    conditions: tuple[str, ...] = ()
    low: Money | None = None
    high: Money | None = None
    sort: str = "new"
    after: str = ""

    @classmethod
    def read(cls, asked: QueryDict, category: str = "") -> Wish:
        """Whatever cannot be understood is left out."""
        words = cleaned(asked.get("q", ""))
        sorts = [name for name in SORTS if words or name != "best"]
        return cls(
            words=words,
            category=category or cleaned(asked.get("category", "")),
            conditions=tuple(c for c in asked.getlist("condition") if c in Listing.Condition),
            low=_amount(asked.get("low", "")),
            high=_amount(asked.get("high", "")),
            sort=sort if (sort := asked.get("sort", "")) in sorts else sorts[0],
            after=asked.get("after", ""),
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.category or self.conditions or self.low or self.high)


def cleaned(words: str) -> str:
    return words.replace("\x00", "").strip()[:MOST_WORDS]


def _amount(text: str) -> Money | None:
    try:
        amount = Money.parse(text.replace(",", "."), settings.HOLDFAST_CURRENCY)
    except NotAnAmount:
        return None
    return amount if 0 < amount.minor < LARGEST else None
