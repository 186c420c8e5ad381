"""How a movement of money is told: so much, out of these places, into those."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from escrow.chart import Kind
from escrow.ledger import Place
from escrow.models import JournalEntry, Posting
from escrow.money import Money, total

# That a seller owes the fund is remembered on both; nobody's money lies there.
MEMORANDA = (Kind.SELLER_RECEIVABLE, Kind.FUND_ADVANCES)
IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Part:
    """So much at a place. `other`: it is not, or no more, this order's money."""

    place: Place
    amount: Money
    other: bool = False


@dataclass(frozen=True)
class Movement:
    """This order's part of one entry. `whole` is all that the entry moved, for whomever."""

    entry: JournalEntry
    sources: tuple[Part, ...]
    targets: tuple[Part, ...]
    whole: Money

    @property
    def at(self) -> datetime:
        return self.entry.at

    @property
    def amount(self) -> Money:
        return total((part.amount for part in self.targets), self.whole.currency)


@dataclass(frozen=True)
class Booking:
    """An entry with its postings: every debit is money going out of a place, every credit into one."""

    entry: JournalEntry
    debits: tuple[Part, ...]
    credits: tuple[Part, ...]

    @property
    def about(self) -> str:
        return about(self.entry.key)

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.debits + self.credits

    @property
    def whole(self) -> Money:
        return total((part.amount for part in self.debits), self.debits[0].amount.currency)

    def share(self, minor: int) -> Movement:
        """So much of it, on each side shared as the whole is; no cent is lost."""
        return Movement(
            self.entry, shared(self.debits, minor), shared(self.credits, minor), self.whole
        )


def about(key: str) -> str:
    """The id of what an entry is about: the last one in its key, empty where there is none."""
    found = IDENTITY.findall(key)
    return found[-1] if found else ""


def shared(parts: Sequence[Part], minor: int) -> tuple[Part, ...]:
    """So much, by the amounts of the parts."""
    if not parts:
        return ()
    whole = total((part.amount for part in parts), parts[0].amount.currency)
    pieces = Money(minor, whole.currency).split([part.amount.minor for part in parts])
    return tuple(
        Part(part.place, piece, part.other)
        for part, piece in zip(parts, pieces, strict=True)
        if piece
    )


def sum_of(parts: Sequence[Part]) -> int:
    """In minor units."""
    return sum(part.amount.minor for part in parts)


def bookings(entry_ids: Collection[int] | QuerySet[Any, Any], currency: str) -> list[Booking]:
    """The entries in the order they were written, less what is only remembered."""
    entries: dict[int, JournalEntry] = {}
    sums: dict[tuple[int, bool], dict[Place, int]] = defaultdict(lambda: defaultdict(int))
    postings = Posting.objects.filter(entry__in=entry_ids, currency=currency)
    for posting in postings.select_related("entry", "account").order_by("entry_id", "pk"):
        place = Place(Kind(posting.account.kind), posting.account.owner)
        entries[posting.entry_id] = posting.entry
        if place.kind not in MEMORANDA:
            side = sums[posting.entry_id, posting.amount_minor > 0]
            side[place] += abs(posting.amount_minor)
    found = [
        Booking(entry, _parts(sums[pk, True], currency), _parts(sums[pk, False], currency))
        for pk, entry in entries.items()
    ]
    return [booking for booking in found if booking.debits]


def _parts(sums: dict[Place, int], currency: str) -> tuple[Part, ...]:
    return tuple(Part(place, Money(minor, currency)) for place, minor in sums.items())
