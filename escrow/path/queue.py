"""An account where many orders' money lies together, as a queue: whose money leaves it next.

A booking about a hold takes that hold's money first, the newest of it first; what is more, and
everything else, takes the oldest money. Only in the reserve claims take the oldest whoever they
are about, as the reserve's own book does. So every order can be told its own part, and the parts
of all orders add up to the account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from escrow.models import Operation
from escrow.path.movement import about

Row = tuple[int, int, str, str, int]  # posting, entry, its key, its kind, minor units


@dataclass
class Lot:
    """So much, come in with a booking about this hold."""

    hold: str
    minor: int


@dataclass
class Flow:
    """What became of the holds' money, by entry: taken by others, come in unasked or come back,
    and borrowed from others by entries of the order's own."""

    taken: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    came: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    borrowed: dict[int, int] = field(default_factory=lambda: defaultdict(int))


@dataclass
class Queue:
    """The lots of an account, oldest first. Everything older than the order's own is one lot."""

    holds: frozenset[str]
    entries: set[int]
    is_reserve: bool = False
    lots: list[Lot] = field(default_factory=list)
    flow: Flow = field(default_factory=Flow)
    paid_out: dict[str, list[Lot]] = field(default_factory=dict)

    def read(self, row: Row) -> None:
        _, entry, key, kind, minor = row
        is_payout = kind.startswith("payout")
        subject = payout_of(key) if is_payout else about(key)
        if minor > 0:
            lots = self._take(subject if self._is_own_first(kind) else "", minor)
            self._note_taken(entry, lots)
            if is_payout:
                self.paid_out[subject] = lots
        elif is_payout and subject in self.paid_out:
            self._come_back(entry, self.paid_out.pop(subject))
        else:
            self.lots.append(Lot(subject, -minor))
            if subject in self.holds and entry not in self.entries:
                self.flow.came[entry] += -minor

    def _is_own_first(self, kind: str) -> bool:
        return kind == "reserve_released" or not (self.is_reserve or kind.startswith("payout"))

    def _take(self, hold: str, minor: int) -> list[Lot]:
        own = [lot for lot in reversed(self.lots) if hold and lot.hold == hold]
        taken = []
        for lot in own + self.lots:
            piece = min(lot.minor, minor)
            if piece:
                lot.minor -= piece
                minor -= piece
                taken.append(Lot(lot.hold, piece))
        self.lots = [lot for lot in self.lots if lot.minor]
        return taken

    def _note_taken(self, entry: int, lots: Sequence[Lot]) -> None:
        for lot in lots:
            is_ours = lot.hold in self.holds
            if is_ours and entry not in self.entries:
                self.flow.taken[entry] += lot.minor
            elif entry in self.entries and not is_ours:
                self.flow.borrowed[entry] += lot.minor

    def _come_back(self, entry: int, lots: Sequence[Lot]) -> None:
        """A payout failed: the same money is there again, as the newest."""
        self.lots += lots
        for lot in lots:
            if lot.hold in self.holds:
                self.flow.came[entry] += lot.minor


def payout_of(key: str) -> str:
    """The payout an entry is about: named in the key, or by the call to the provider."""
    if key.startswith("payout:"):
        return about(key)
    calls = Operation.objects.filter(pk__in=[call for call in [about(key)] if call])
    return str(calls.values_list("payout", flat=True).first() or "")
