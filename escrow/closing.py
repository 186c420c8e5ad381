"""Days of the books are closed: every posting of a day that is over under one hash, for ever.

No story closes: a sweep does, after midnight (UTC). A posting gets its number inside a transaction
that may commit later, so it notes a horizon first and closes when everybody who could still write
below it has ended (docs/decisions/0099). What comes later all the same is in the next day's tree.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db import connection

from escrow import clock, merkle
from escrow.canonical import canonical
from escrow.models import BookDay, BookHorizon, BookLeaf, BookLevel
from escrow.still_writing import OLDEST_RUNNING, THIS_TRANSACTION, asked_for
from escrow.story import step, story

MOST_DAYS = 31
ONE_DAY = timedelta(days=1)
LAST_NUMBER = """
    SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('escrow_posting', 'id')), 0)
"""
WHOLE = """
    SELECT p.id, e.key, e.kind, p.at, a.kind, a.owner, p.currency, p.amount_minor
    FROM escrow_posting p JOIN escrow_journalentry e ON e.id = p.entry_id
    JOIN escrow_account a ON a.id = p.account_id
"""
# What is in no tree yet: nothing is left below the last day's `all_up_to`.
LEFT = """
    p.id > %s AND p.id <= %s
    AND NOT EXISTS (SELECT FROM escrow_bookleaf l WHERE l.posting_id = p.id)
"""
FIRST_LEFT = f"SELECT min(p.id) FROM escrow_posting p WHERE {LEFT}"  # noqa: S608
OF_DAY = f"{WHOLE} WHERE {LEFT} AND p.at < %s ORDER BY p.id"
AGAIN = f"{WHOLE} JOIN escrow_bookleaf l ON l.posting_id = p.id WHERE l.day = %s ORDER BY l.place"


class Leaf(NamedTuple):
    """A posting as its leaf says it."""

    posting: int
    entry: str
    kind: str
    at: datetime
    account: str
    owner: str
    currency: str
    amount_minor: int

    def said(self) -> dict[str, Any]:
        moment = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return {**self._asdict(), "at": moment}

    def hashed(self, salt: bytes) -> bytes:
        return merkle.leaf(merkle.nonce(salt, self.posting), canonical(self.said()))


def close_days(most: int = MOST_DAYS) -> int:
    """Close every day that is over and decided, the oldest first; how many that were."""
    made = _close_some(most)
    _look_ahead()
    return made + _close_some(most - made)


def changed_days() -> Iterator[date]:
    """Days whose postings are not those that they were closed with, or that do not follow."""
    previous = ""
    for day in BookDay.objects.order_by("day").iterator(chunk_size=100):
        found = [leaf.hashed(bytes(day.salt)) for leaf in _asked(AGAIN, [day.day])]
        top = merkle.root(merkle.levels(found)).hex()
        chained = merkle.chain(day.day.isoformat(), len(found), top, previous)
        if chained != day.chained or day.previous != previous:
            yield day.day
        previous = day.chained


def ends(day: date) -> datetime:
    return datetime.combine(day + ONE_DAY, time(), UTC)


def _close_some(most: int) -> int:
    made = 0
    while made < most and _close_next():
        made += 1
    return made


@story
def _close_next() -> bool:
    """One day, unless it is not over or not decided. The horizon's lock lets one at a time do it."""
    horizon, last = _locked_horizon(), BookDay.objects.order_by("-day").first()
    day = _next_day(last)
    noted = horizon.noted_at is not None and horizon.noted_at >= ends(day)
    if not _is_over(day) or not noted or asked_for(OLDEST_RUNNING) < horizon.transaction:
        return False
    below = last.all_up_to if last else 0
    leaves = _asked(OF_DAY, [below, horizon.up_to, ends(day)])
    _write(day, leaves, last, horizon.up_to)
    return True


@step
def _write(day: date, leaves: Sequence[Leaf], last: BookDay | None, up_to: int) -> None:
    """The day itself last: where it is, no leaf can come any more."""
    salt, previous = secrets.token_bytes(32), last.chained if last else ""
    tree = merkle.levels([leaf.hashed(salt) for leaf in leaves])
    BookLeaf.objects.bulk_create(
        (BookLeaf(posting_id=leaf.posting, day=day, place=n) for n, leaf in enumerate(leaves)),
        batch_size=5000,
    )
    BookLevel.objects.bulk_create(
        BookLevel(day=day, level=level, hashes=b"".join(hashes))
        for level, hashes in enumerate(tree)
        if hashes
    )
    top = merkle.root(tree).hex()
    left = asked_for(FIRST_LEFT, [last.all_up_to if last else 0, up_to])
    BookDay.objects.create(
        day=day,
        count=len(leaves),
        root=top,
        previous=previous,
        chained=merkle.chain(day.isoformat(), len(leaves), top, previous),
        salt=salt,
        all_up_to=left - 1 if left else up_to,
        closed_at=clock.real_now(),
    )


@story
def _look_ahead() -> None:
    """Note the newest number, then this transaction: whoever has a lower number is older than it.

    Only for a day that is over, and a horizon that is still waited for stays.
    """
    up_to, transaction = asked_for(LAST_NUMBER), asked_for(THIS_TRANSACTION)
    horizon, day = _locked_horizon(), _next_day(BookDay.objects.order_by("-day").first())
    noted = horizon.noted_at is not None and horizon.noted_at >= ends(day)
    if _is_over(day) and (not noted or horizon.transaction > transaction):
        horizon.up_to, horizon.transaction, horizon.noted_at = up_to, transaction, clock.now()
        horizon.save()


def _next_day(last: BookDay | None) -> date:
    """The one after the last; the books' own first day; with no books at all the day that is."""
    if last:
        return last.day + ONE_DAY
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(at) FROM escrow_posting")
        (first,) = cursor.fetchone()
    return (first or clock.now()).astimezone(UTC).date()


def _is_over(day: date) -> bool:
    return ends(day) <= clock.now()


def _locked_horizon() -> BookHorizon:
    BookHorizon.objects.get_or_create(pk=1)
    return BookHorizon.objects.select_for_update(no_key=True).get(pk=1)


def _asked(question: str, values: list[Any]) -> list[Leaf]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return [Leaf(*row) for row in cursor.fetchall()]
