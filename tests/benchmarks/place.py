"""Where a benchmark runs: a fresh, migrated database on the server of the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections

from tests import templates
from tests.superuser import Superuser

QUICK = bool(os.environ.get("QUICK"))


def scaled(count: int) -> int:
    """So many, or a tenth of them to try things out."""
    return count // 10 if QUICK else count


@contextmanager
def fresh_database(suffix: str = "") -> Iterator[tuple[Superuser, str]]:
    """A database of its own, gone afterwards."""
    superuser = Superuser.from_environment()
    clone = templates.clone(superuser, point_at)
    name = clone.replace(templates.CLONE, "holdfast_bench_") + suffix
    with superuser.connect() as server:
        templates.execute(server, "ALTER DATABASE {} RENAME TO {}", clone, name)
    point_at(name)
    try:
        yield superuser, name
    finally:
        connections.close_all()
        superuser.drop(name)


def point_at(database: str) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
        settings.DATABASES[alias]["NAME"] = database
        connections[alias].settings_dict["NAME"] = database


def app_url() -> str:
    """The application's role, for a plain connection or another process."""
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(
        **settings.DATABASES["default"]
    )


def say(name: str, value: float, digits: int = 2) -> None:
    print(f"{name} {value:.{digits}f}", flush=True)
