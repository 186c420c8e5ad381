"""An account where many orders' money lies together, as a queue: whose money leaves it next.

A booking about a hold takes that hold's money first, the newest of it first; what is more, and
everything else, takes the oldest money. So every order can be told its own part, and the parts of
all orders add up to the account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Sum, Value
from django.db.models.functions import Coalesce

from escrow.ledger import Place
from escrow.models import Account, Posting
from escrow.path.movement import about

CHUNK = 2000
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


def follow(place: Place, currency: str, holds: frozenset[str], entries: set[int]) -> Flow:
    """Read the account wherever the order's money lies in it, and nothing between and after."""
    account = Account.objects.get(kind=place.kind, owner=place.owner, currency=currency)
    own = account.postings.filter(entry__in=entries).order_by("pk").values_list("pk", flat=True)
    numbers, queue = list(own), Queue(holds, entries)
    number: int | None = numbers[0]
    while number is not None:
        queue.lots = [Lot("", _ahead(account, number))]
        last = _read_until_gone(account, number, queue)
        number = _where_it_is_again(account, last, numbers, queue)
    return queue.flow


def _read_until_gone(account: Account, number: int, queue: Queue) -> int:
    for row in _rows(account, number):
        queue.read(row)
        number = row[0]
        if not any(lot.hold in queue.holds for lot in queue.lots):
            break
    return number


def _where_it_is_again(
    account: Account, last: int, numbers: Sequence[int], queue: Queue
) -> int | None:
    """The order's next entry here, or a payout with its money that came back, if that is sooner."""
    own = next((number for number in numbers if number > last), None)
    if not any(lot.hold in queue.holds for lots in queue.paid_out.values() for lot in lots):
        return own
    back = account.postings.filter(
        pk__gt=last, amount_minor__lt=0, entry__kind__startswith="payout"
    )
    for number, key in back.order_by("pk").values_list("pk", "entry__key"):
        if about(key) in queue.paid_out:
            return min(own or number, number)
    return own


@dataclass
class Queue:
    """The lots of an account, oldest first. Everything older than the order's own is one lot."""

    holds: frozenset[str]
    entries: set[int]
    lots: list[Lot] = field(default_factory=list)
    flow: Flow = field(default_factory=Flow)
    paid_out: dict[str, list[Lot]] = field(default_factory=dict)

    def read(self, row: Row) -> None:
        _, entry, key, kind, minor = row
        subject, is_payout = about(key), kind.startswith("payout")
        if minor > 0:
            lots = self._take("" if is_payout else subject, minor)
            self._note_taken(entry, lots)
            if is_payout:
                self.paid_out[subject] = lots
        elif is_payout and subject in self.paid_out:
            self._come_back(entry, self.paid_out.pop(subject))
        else:
            self.lots.append(Lot(subject, -minor))
            if subject in self.holds and entry not in self.entries:
                self.flow.came[entry] += -minor

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


def _ahead(account: Account, first: int) -> int:
    """What lay there before the posting: the kept balance, less everything since, in one statement."""
    since = Posting.objects.filter(account=account.pk, pk__gte=first).order_by().values("account")
    found = Account.objects.filter(pk=account.pk).annotate(
        ahead=F("balance_minor")
        - F("sign") * Coalesce(since.annotate(minor=Sum("amount_minor")).values("minor"), Value(0))
    )
    return max(int(found.values_list("ahead", flat=True).get()), 0)


def _rows(account: Account, first: int) -> Iterable[Row]:
    """The account's postings from one on, oldest first, a few at a time."""
    while True:
        rows = list(
            account.postings.filter(pk__gte=first)
            .order_by("pk")
            .values_list("pk", "entry_id", "entry__key", "entry__kind", "amount_minor")[:CHUNK]
        )
        yield from rows
        if len(rows) < CHUNK:
            return
        first = rows[-1][0] + 1
