"""What one order weighs: rows, bytes, log and statements, from the checkout to the released money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from escrow import clock, deadlines
from marketplace import notices
from marketplace.models import Order, User, Variant
from tests import doings, factories
from tests.benchmarks import place
from tests.benchmarks.place import say, scaled

# Rows and bytes by table, of partitions under their parent.
SIZES = """
    SELECT coalesce(parent.relname, c.relname), sum(pg_total_relation_size(c.oid)), sum(s.n_tup_ins)
    FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
    LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class parent ON parent.oid = i.inhparent
    WHERE c.relkind = 'r' GROUP BY 1
"""
LOG = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"
FLUSH = "SELECT pg_stat_force_next_flush()"


def run() -> None:
    """Placed, paid, sent, delivered, released by silence, with every notice written and sent."""
    orders = scaled(2000)
    quiet = override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
    with quiet, place.fresh_database(), clock.travel_to(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        ben, lamp = _world()
        _live(ben, lamp, 20)
        before, log = _sizes(), _log()
        for name, count in _statements(ben, lamp):
            say(f"weight_statements_{name}", count)
        _live(ben, lamp, orders)
        after, written = _sizes(), _log() - log
        rows = Counter({name: rows - before[name][1] for name, (_bytes, rows) in after.items()})
        size = sum(after[name][0] - before[name][0] for name in after)
        say("weight_rows_an_order", sum(rows.values()) / (orders + 1))
        say("weight_bytes_an_order", size / (orders + 1))
        say("weight_log_bytes_an_order", written / (orders + 1))
        for name, count in rows.most_common(14):
            say(f"weight_rows_of_{name}", count / (orders + 1))


def _world() -> tuple[User, object]:
    ben = factories.person("ben@example.com", "Ben Okafor")
    ada = factories.shop("ada@example.com", "Ada's Lamps", country="DE", level="standard")
    lamp = factories.listing(ada, factories.category("lamps", "Lamps"), "Brass reading lamp")
    Variant.objects.filter(listing=lamp).update(on_hand=1_000_000)
    return ben, lamp


def _live(ben: User, lamp: object, orders: int) -> None:
    for _ in range(orders):
        order = doings.buy(ben, lamp)  # type: ignore[arg-type]
        doings.arrive(doings.send(order))
    clock.advance(timedelta(days=9))
    deadlines.sweep()
    while notices.send_waiting():
        pass


def _statements(ben: User, lamp: object) -> Iterator[tuple[str, int]]:
    """Of each step of one order that is alone; sweeps and notices are shared when there are more."""
    order: list[Order] = []
    steps: dict[str, Callable[[], object]] = {
        "bought": lambda: order.append(doings.buy(ben, lamp)),  # type: ignore[arg-type]
        "sent_and_delivered": lambda: doings.arrive(doings.send(order[0])),
        "released": lambda: (clock.advance(timedelta(days=9)), deadlines.sweep()),
        "told": notices.send_waiting,
    }
    for name, step in steps.items():
        with CaptureQueriesContext(connection) as asked:
            step()
        yield name, len(asked)
    connection.queries_log.clear()


def _sizes() -> dict[str, tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(FLUSH)
        cursor.execute(SIZES)
        return {name: (int(size), int(rows)) for name, size, rows in cursor.fetchall()}


def _log() -> int:
    with connection.cursor() as cursor:
        cursor.execute(LOG)
        return int(cursor.fetchone()[0])
