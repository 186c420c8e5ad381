"""A line as it was read from a file, before it is ours; and what makes it itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from escrow.models import BankLine
from escrow.money import Money

MOST_TEXT = 1000
KeyedBy = BankLine.KeyedBy


class BadStatement(ValueError):
    """The file cannot be read as a statement of our account; the message says where and why."""


@dataclass(frozen=True)
class Line:
    """`number` is the line or entry of the file, for sentences about it."""

    number: int
    day: date
    amount: Money
    name: str = ""
    iban: str = ""
    text: str = ""
    reference: str = ""
    end_to_end: str = ""
    bank_reference: str = ""
    is_reversal: bool = False
    is_fee: bool = False
    return_code: str = ""

    @property
    def keyed_by(self) -> str:
        return KeyedBy.BANK if self.bank_reference else KeyedBy.CONTENT

    def content(self) -> tuple[str, ...]:
        """What two lines have in common that are the same. The bank's own reference says it best,
        with the amount, because some banks give one reference to several lines of a batch."""
        moved = (self.day.isoformat(), str(self.amount), str(self.is_reversal))
        if self.bank_reference:
            return ("ref", self.bank_reference, *moved, self.end_to_end)
        return ("text", *moved, self.name, self.iban, self.text, self.reference, self.end_to_end)


def keyed(account: str, lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Each line with its identity. Lines that are equal are told apart by their order in the file,
    so that an overlapping file finds the first as the first and the second as the second."""
    seen: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        content = line.content()
        parts = (account, *content, str(seen[content]))
        seen[content] += 1
        yield hashlib.sha256("\x1f".join(parts).encode()).hexdigest(), line


def tidy(text: str, most: int = MOST_TEXT) -> str:
    """One line without control characters, as a database and a page can bear it."""
    kept = (" " if unicodedata.category(each).startswith("C") else each for each in text)
    return re.sub(r"\s+", " ", "".join(kept)).strip()[:most]


def tidy_iban(text: str) -> str:
    """An account number without its spaces; "NOTPROVIDED" and the like are none."""
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())[:34]
    return plain if any(each.isdigit() for each in plain) else ""
