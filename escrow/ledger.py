"""The only writer of postings. Every movement of money is one balanced entry with its own key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Sum

from escrow import clock
from escrow.chart import Kind
from escrow.ledger_sql import OPEN, POST
from escrow.models.account import Account
from escrow.models.journal import JournalEntry
from escrow.money import Money
from escrow.story import step


@dataclass(frozen=True)
class Place:
    """Where money is: a kind of account and whose. `owner` is empty for the platform's own."""

    kind: Kind
    owner: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.owner}"


AccountKey = tuple[str, str, str]


@dataclass
class Entry:
    """An entry being written. Lines of zero are left out."""

    key: str
    kind: str
    reverses: JournalEntry | None = None
    lines: list[tuple[Place, Money]] = field(default_factory=list)

    def debit(self, place: Place, amount: Money) -> Entry:
        return self._add(place, amount)

    def credit(self, place: Place, amount: Money) -> Entry:
        return self._add(place, -amount)

    def _add(self, place: Place, amount: Money) -> Entry:
        if amount:
            self.lines.append((place, amount))
        return self


class Unbalanced(ValueError):
    """Debits and credits of an entry differ; the database would refuse it too."""


@step
def post(*entries: Entry) -> list[JournalEntry]:
    """Write entries with their lines, all in one statement.

    The database locks the accounts in id order, keeps the balances and refuses what is false.
    A story that moves money several times gives all its entries to one call.
    """
    for entry in entries:
        _check_balanced(entry)
    lines = [(entry.key, *line) for entry in entries for line in entry.lines]
    accounts = _accounts({_key(place, amount) for _, place, amount in lines})
    moment = clock.now()
    values: dict[str, Any] = {
        "at": moment,
        "keys": [entry.key for entry in entries],
        "kinds": [entry.kind for entry in entries],
        "reverses": [entry.reverses.pk if entry.reverses else None for entry in entries],
        "of": [key for key, _, _ in lines],
        "accounts": [accounts[_key(place, amount)] for _, place, amount in lines],
        "minor": [amount.minor for _, _, amount in lines],
        "currencies": [amount.currency for _, _, amount in lines],
    }
    with connection.cursor() as cursor:
        cursor.execute(POST, values)
        ids = dict(cursor.fetchall())
    return [
        JournalEntry(ids[e.key], key=e.key, kind=e.kind, at=moment, reverses=e.reverses)
        for e in entries
    ]


@step
def reverse(entry: JournalEntry, *, key: str) -> JournalEntry:
    """The opposite entry; each entry can be reversed once."""
    opposite = Entry(key, f"{entry.kind}_reversed", reverses=entry)
    for posting in entry.postings.select_related("account"):
        place = Place(Kind(posting.account.kind), posting.account.owner)
        opposite.credit(place, posting.amount)
    return post(opposite)[0]


@step
def alone(*places: Place) -> None:
    """Nobody else takes money out of these places until this story ends.

    For who reads a balance and then takes from it. Accounts of a kind with a floor refuse to go
    below it in any case; this makes the second one wait instead of fail.
    """
    with connection.cursor() as cursor:
        for name in sorted(str(place) for place in places):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


def arrays(entries: Sequence[Entry]) -> dict[str, list[Any]]:
    """Entries as a statement takes them that posts them with what it computes itself."""
    lines = [(entry.key, *line) for entry in entries for line in entry.lines]
    return {
        "more_keys": [entry.key for entry in entries],
        "more_kinds": [entry.kind for entry in entries],
        "more_of": [key for key, _, _ in lines],
        "more_places": [place.kind.value for _, place, _ in lines],
        "more_owners": [place.owner for _, place, _ in lines],
        "more_currencies": [amount.currency for _, _, amount in lines],
        "more_minor": [amount.minor for _, _, amount in lines],
    }


def balance(place: Place, currency: str) -> Money:
    """What the account holds on its natural side."""
    account = Account.objects.filter(kind=place.kind, owner=place.owner, currency=currency).first()
    if account is None:
        return Money.zero(currency)
    return account.balance if account.floored else _summed(account)


def balances(owner: str) -> dict[str, dict[str, Money]]:
    """What each of somebody's accounts holds, by currency and kind, where the balance is kept."""
    found: dict[str, dict[str, Money]] = {}
    for account in Account.objects.filter(owner=owner, floored=True):
        found.setdefault(account.currency, {})[account.kind] = account.balance
    return found


def _summed(account: Account) -> Money:
    minor = account.postings.aggregate(sum=Sum("amount_minor"))["sum"] or 0
    return Money(minor * account.sign, account.currency)


def _check_balanced(entry: Entry) -> None:
    sums: dict[str, int] = {}
    for _, amount in entry.lines:
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    if len(entry.lines) < 2 or any(sums.values()):
        raise Unbalanced(f"{entry.key}: {sums}")


def _key(place: Place, amount: Money) -> AccountKey:
    return (place.kind.value, place.owner, amount.currency)


def _accounts(keys: set[AccountKey]) -> dict[AccountKey, int]:
    """The accounts' ids; those that do not exist yet are opened, empty, by the database's chart.

    An account that another transaction is opening is found once that one has committed.
    """
    listed = sorted(keys)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(OPEN, [list(column) for column in zip(*listed, strict=True)])
            found = {(kind, owner, code): pk for kind, owner, code, pk in cursor.fetchall()}
        if len(found) == len(keys):
            return found
