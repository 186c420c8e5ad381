"""Where is my money: an order's whole path as its buyer, its seller or our staff read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from escrow.chart import Kind
from escrow.models import Payment
from escrow.money import Money
from escrow.path import Movement, Part, Path, buyers_path_of, path_of
from marketplace import path_words
from marketplace.instruments import in_words
from marketplace.models import Order
from marketplace.path_words import BUYER, SELLER, STAFF, Names

__all__ = ["BUYER", "SELLER", "STAFF", "MoneyPath", "of"]

NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Amount:
    """So much, and where it is in words."""

    words: str
    amount: Money
    account: str


@dataclass(frozen=True)
class Entry:
    """One entry of the journal, as far as it is this order's. `whole` where it moved more."""

    key: str
    kind: str
    out_of: list[Amount]
    into: list[Amount]
    whole: Money | None


@dataclass(frozen=True)
class Step:
    """What happened at one instant, and the entries that say so."""

    at: datetime
    title: str
    amount: Money
    out_of: list[Amount]
    into: list[Amount]
    entries: list[Entry]


@dataclass(frozen=True)
class MoneyPath:
    """paid + added = now, to the cent."""

    reader: str
    sentence: str
    steps: list[Step]
    paid: Money
    added: list[Amount]
    now: list[Amount]
    whole: Money

    def lies_in(self, *kinds: Kind) -> bool:
        return any(amount.account in kinds for amount in self.now)


def of(order: Order, reader: str) -> MoneyPath:
    """For an order loaded `with_holds()`."""
    read = buyers_path_of if reader == BUYER else path_of
    path = read([line.hold for line in order.lines.all()], order.currency)
    return _Telling(path, reader, _names(order, reader, path)).told()


def _names(order: Order, reader: str, path: Path) -> Names:
    """How the buyer paid is for the buyer's eyes only."""
    named = {"shop": order.seller.name, "buyer": order.buyer.get_short_name()}
    return {**named, "card": _instruments(path.payments)} if reader == BUYER else named


def _instruments(payments: Iterable[Payment]) -> str:
    used = (one.instrument or one.gateway for one in payments if one.captured_minor)
    named = sorted(in_words(instrument).replace(" ", NO_BREAK) for instrument in used)
    return ", ".join(named) or _("your card")


@dataclass(frozen=True)
class _Telling:
    path: Path
    reader: str
    names: Names

    def told(self) -> MoneyPath:
        return MoneyPath(
            self.reader,
            path_words.whereabouts(self.path, self.reader, self.names),
            self._steps(),
            self.path.paid,
            self._amounts(self.path.added, path_words.ADDED),
            self._amounts(self.path.now, path_words.ENDS[self.reader]),
            self.path.whole,
        )

    def _steps(self) -> list[Step]:
        together = groupby(self.path.movements, key=lambda m: (m.at, path_words.chapter(m)))
        return [self._step(at, chapter, list(group)) for (at, chapter), group in together]

    def _step(self, at: datetime, chapter: str, group: Sequence[Movement]) -> Step:
        out_of, into = _net(group)
        amount = sum((part.amount for part in into), self.path.paid * 0)
        return Step(
            at,
            path_words.title(chapter, self.reader, self.names),
            amount,
            self._amounts(out_of),
            self._amounts(into),
            [self._entry(movement) for movement in group],
        )

    def _entry(self, movement: Movement) -> Entry:
        """What else an entry moved is the business of who may see it: not a seller's with a
        payment that paid other sellers too."""
        is_part = movement.whole != movement.amount
        return Entry(
            movement.entry.key,
            movement.entry.kind,
            self._amounts(movement.sources),
            self._amounts(movement.targets),
            movement.whole if is_part and self._may_see_whole(movement) else None,
        )

    def _may_see_whole(self, movement: Movement) -> bool:
        kinds = {part.place.kind for part in movement.sources + movement.targets}
        theirs = {BUYER: Kind.UNAPPLIED, SELLER: Kind.PAYOUT_IN_TRANSIT}
        return self.reader == STAFF or theirs[self.reader] in kinds

    def _amounts(self, parts: Sequence[Part], *special: path_words.Words) -> list[Amount]:
        return [
            Amount(
                path_words.place(part, self.reader, self.names, *special),
                part.amount,
                path_words.kind_of(part),
            )
            for part in parts
        ]


def _net(group: Sequence[Movement]) -> tuple[list[Part], list[Part]]:
    """What is left of a few movements told as one: through which places it went is in the entries."""
    if len(group) == 1:
        return list(group[0].sources), list(group[0].targets)
    moved: Counter[tuple[object, bool]] = Counter()
    parts: dict[tuple[object, bool], Part] = {}
    for movement in group:
        for sign, side in ((-1, movement.sources), (1, movement.targets)):
            for part in side:
                moved[part.place, part.other] += sign * part.amount.minor
                parts[part.place, part.other] = part
    net = [
        (minor, Part(one.place, Money(abs(minor), one.amount.currency), one.other))
        for where, one in parts.items()
        if (minor := moved[where])
    ]
    return [part for minor, part in net if minor < 0], [part for minor, part in net if minor > 0]
