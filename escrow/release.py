"""Steps: money reaches sellers, one hold or a thousand at a time, by the same few statements.

The shares are computed where the rows are; `holding.shares` says the same in Python for the
pages, and a test compares the two to the cent. A story first lets the holds go, does what
follows from it, and books last: from then on it keeps sellers' accounts locked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from escrow import clock, debts, ledger
from escrow.machines import sources, target
from escrow.models import Hold
from escrow.release_sql import BOOK, LET_GO, OPEN_ACCOUNTS, SHARED, TAKE
from escrow.story import step


class NotReleasable(RuntimeError):
    """A story tried to release what is not held, or has forgotten to lock it."""


class Taken(NamedTuple):
    """What a batch must know of a locked hold."""

    hold_id: str
    state: str
    window_is_over: bool


@dataclass(frozen=True)
class Released:
    """Holds that were let go, and how much each still held; the ledger has yet to be told."""

    hold_ids: list[str]
    minor: list[int]
    sellers_owe: bool


@step
def take(hold_ids: Sequence[str]) -> list[Taken]:
    """Lock those of the holds, by id, that nobody else has at the moment; the rest can wait."""
    return [Taken(*row) for row in _ask(TAKE, {"ids": list(hold_ids), "at": clock.now()})]


@step
def let_go(hold_ids: Sequence[str]) -> Released:
    """Everything still held in these locked holds is the sellers'. `book` must follow.

    The states a hold can come from are the machine's own; the database's edges judge.
    """
    values = {
        "ids": list(hold_ids),
        "at": clock.now(),
        "sources": sources(Hold.release),
        "target": target(Hold.release),
    }
    rows = _ask(LET_GO, values)
    if len(rows) != len(hold_ids):
        raise NotReleasable(f"{len(hold_ids) - len(rows)} of {len(hold_ids)} holds")
    return Released([row[0] for row in rows], [row[1] for row in rows], any(row[2] for row in rows))


@step
def release(holds: Sequence[Hold]) -> None:
    """Both at once, for a story that has nothing to do in between."""
    book(let_go([str(hold.pk) for hold in holds]))


@step
def book(released: Released) -> None:
    """One entry for each hold: its money to seller, reserve, commission, tax and Plus.

    What is kept in reserve is promised to the seller for its day; who owes the guarantee fund
    repays it. The last step of a story: it locks the sellers' accounts until the story ends.
    """
    values: dict[str, Any] = {"ids": released.hold_ids, "minor": released.minor, "at": clock.now()}
    more = debts.repayments(_earned(values)) if released.sellers_owe else []
    values |= ledger.arrays(more)
    if not _ask(BOOK, values):
        # An account was missing and nothing was written. One that another transaction is opening
        # is there the second time: to open it again is to wait for that one.
        _ask(OPEN_ACCOUNTS, values)
        _ask(BOOK, values)


def _earned(values: dict[str, Any]) -> list[debts.Earned]:
    rows = _ask(SHARED, values)
    return [
        debts.Earned(hold_id, seller_id, currency, int(minor))
        for hold_id, minor, *_, seller_id, currency in rows
    ]


def _ask(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
