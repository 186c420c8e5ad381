"""A backup: one moment of the whole database, and every file that it knew at that moment.

The files are copied after the moment, and a file is kept before the row that names it, so each file
that the database names is there. What came later lies beside it and harms nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from escrow import clock
from escrow.story import Refusal, require
from marketplace.backup import files, manifest, programs
from marketplace.backup.manifest import Manifest

DUMP = "database.dump"
SEAL = "SELECT number || ':' || chained FROM escrow_auditseal ORDER BY number DESC LIMIT 1"
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
COUNTED = {
    "orders": "marketplace_order",
    "holds": "escrow_hold",
    "entries": "escrow_journalentry",
    "postings": "escrow_posting",
    "audit": "escrow_auditentry",
}


class NotEmpty(Refusal):
    """Something is there that would be mixed with it."""


def backup(folder: Path) -> Manifest:
    """Into a new or empty folder, which is a backup when its manifest is there. Raises NotEmpty."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    require(not any(folder.iterdir()), NotEmpty, f"{folder} is not empty. Name a new folder.")
    made_at = clock.now().isoformat()
    with _one_moment() as (cursor, moment):
        how = ("-Fc", "--no-owner", "--no-acl", f"--snapshot={moment}")
        programs.run("pg_dump", *how, "-f", folder / DUMP)
        facts = _facts(cursor)
    copied, missing = files.copy_out(folder)
    made = Manifest(
        made_at=made_at,
        files={name: manifest.hashed(folder / name) for name in [DUMP, *copied]},
        missing=missing,
        postgres=programs.server_version(),
        **facts,
    )
    made.write(folder)
    return made


@contextmanager
def _one_moment() -> Iterator[tuple[Any, str]]:
    """A transaction that sees one moment, and the name under which pg_dump sees the same one."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor, cursor.fetchone()[0]


def _facts(cursor: Any) -> dict[str, Any]:
    cursor.execute(SEAL)
    seal = cursor.fetchone()
    cursor.execute(MIGRATIONS)
    migrations = [name for (name,) in cursor.fetchall()]
    return {"seal": seal[0] if seal else "", "migrations": migrations, "counts": counts(cursor)}


def counts(cursor: Any) -> dict[str, int]:
    """How many rows there are of what matters most."""
    found = {}
    for name, table in COUNTED.items():
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 (a constant)
        found[name] = cursor.fetchone()[0]
    return found
