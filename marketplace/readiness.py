"""Whether the shop keeps its promises: one cause after the other, each with a sentence for operators.

A sentence is ours and nobody's error message, so that it can name no host, no login and no person.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from escrow import books_proving, clock, deadlines, differences, heartbeats, outages, outbox
from marketplace import queue
from marketplace.patience import NoAnswer, ask_within

UNKNOWN = "Not known while the database does not answer."


@dataclass(frozen=True)
class Cause:
    """One thing that must be so. `figure` is what was measured, where something was."""

    name: str
    ok: bool
    sentence: str
    figure: float | None = None


def causes(recorded: Container[str] | None = None) -> Iterator[Cause]:
    """In the order in which somebody would look; it ends, whatever hangs.

    `recorded` names those of the database that are wanted; without it all are asked.
    """
    database = _answers("database", _ask_database)
    yield database
    yield _answers("broker", queue.ping)
    yield _answers("cache", queue.ping_cache)
    for name, ask in RECORDED:
        if recorded is None or name in recorded:
            yield _asked(name, ask) if database.ok else Cause(name, ok=False, sentence=UNKNOWN)


def _answers(name: str, ask: Callable[[], object]) -> Cause:
    try:
        ask_within(settings.HOLDFAST_PROBE_SECONDS, ask)
    except NoAnswer:
        return Cause(name, ok=False, sentence=f"The {name} does not answer in time.")
    except Exception:  # whatever is wrong, it does not work
        return Cause(name, ok=False, sentence=f"The {name} cannot be reached or refuses us.")
    return Cause(name, ok=True, sentence=f"The {name} answers.")


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _asked(name: str, ask: Callable[[], Cause]) -> Cause:
    """The database ends a question that takes too long as well, so that none is left behind."""

    def bounded() -> Cause:
        with transaction.atomic(), connection.cursor() as cursor:
            milliseconds = int(settings.HOLDFAST_PROBE_SECONDS * 1000)
            cursor.execute(f"SET LOCAL statement_timeout = {milliseconds:d}")
            return ask()

    try:
        return ask_within(settings.HOLDFAST_PROBE_SECONDS, bounded)
    except Exception:
        return Cause(name, ok=False, sentence="It could not be read in time.")


def _migrations() -> Cause:
    missing = _on_disk() - set(MigrationRecorder(connection).applied_migrations())
    if missing:
        sentence = f"Not applied: {', '.join(sorted(f'{app}.{name}' for app, name in missing))}."
        return Cause("migrations", ok=False, sentence=sentence, figure=len(missing))
    return Cause("migrations", ok=True, sentence="The database is as the code wants it.", figure=0)


@cache
def _on_disk() -> frozenset[tuple[str, str]]:
    """Read once: a process has the code that it was started with."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _heard(name: str, who: str) -> Callable[[], Cause]:
    def heard() -> Cause:
        most = settings.HOLDFAST_READY_HEARTBEAT_SECONDS
        ago = heartbeats.seconds_since(name)
        if ago is None:
            return Cause(name, ok=False, sentence=f"{who} has never been heard of.")
        said = f"{who} was heard of {ago:.0f} seconds ago."
        return Cause(name, ok=ago <= most, sentence=said, figure=round(ago))

    return heard


def _deadlines() -> Cause:
    if outages.open_now():
        return Cause("deadlines", ok=True, sentence="An outage is open, so no promise is kept now.")
    late = deadlines.oldest_overdue_seconds()
    most = settings.HOLDFAST_READY_OVERDUE_SECONDS
    said = f"The oldest promise is {late:.0f} seconds late." if late else "No promise is late."
    return Cause("deadlines", ok=late <= most, sentence=said, figure=round(late))


def _notices() -> Cause:
    waits = outbox.oldest_unsent_seconds()
    most = settings.HOLDFAST_READY_UNSENT_SECONDS
    said = f"The oldest notice waits for {waits:.0f} seconds." if waits else "No notice waits."
    return Cause("notices", ok=waits <= most, sentence=said, figure=round(waits))


def _books() -> Cause:
    proof = books_proving.latest()
    if proof is None or proof.finished_at is None:
        return Cause("books", ok=False, sentence="The books have not been proved yet.")
    if proof.differences:
        said = f"The books disagree in {proof.differences} places: run check_ledger."
        return Cause("books", ok=False, sentence=said, figure=proof.differences)
    age = (clock.real_now() - proof.finished_at).total_seconds()
    said = f"The books were right {age:.0f} seconds ago."
    return Cause("books", ok=age <= settings.HOLDFAST_READY_BOOKS_SECONDS, sentence=said, figure=0)


def _reports() -> Cause:
    count = differences.open_ones().count()
    said = f"{count} differences between providers' reports and our books stand open."
    return Cause(
        "reports", ok=count <= settings.HOLDFAST_READY_DIFFERENCES, sentence=said, figure=count
    )


RECORDED: tuple[tuple[str, Callable[[], Cause]], ...] = (
    ("migrations", _migrations),
    ("clock", _heard(heartbeats.CLOCK, "The clock (beat)")),
    ("worker", _heard(heartbeats.WORKER, "A worker")),
    ("files", _heard(heartbeats.FILES, "A worker for files")),
    ("deadlines", _deadlines),
    ("notices", _notices),
    ("books", _books),
    ("reports", _reports),
)
