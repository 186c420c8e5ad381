"""The launcher's superuser: makes and drops databases, and empties what nobody else may empty."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import psycopg
import pytest
from psycopg import conninfo, sql

from marketplace.embedded.state import Services, default_directory

ANY_CONSTANT = 0x401DFA57  # the advisory lock under which templates are made, cloned and dropped


@dataclass(frozen=True)
class Superuser:
    """Connections of a role that may do everything, to any database of the server."""

    url: str

    @classmethod
    def from_environment(cls) -> Self:
        """DATABASE_SUPER_URL, else that of this checkout's embedded services."""
        kept = Services.read(default_directory())
        urls = {**(kept.urls() if kept else {}), **os.environ}
        url = urls.get("DATABASE_SUPER_URL")
        if not url:
            pytest.exit("The tests need DATABASE_SUPER_URL; make test brings its own services.", 3)
        return cls(url)

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        """A connection that commits each statement by itself."""
        where = conninfo.make_conninfo(self.url, dbname=database)
        return psycopg.connect(where, autocommit=True)

    @contextmanager
    def alone(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection while no other test process makes, clones or drops a database."""
        with self.connect() as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [ANY_CONSTANT])
            yield connection

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected to it."""
        with self.alone() as connection:
            drop(connection, database)


def drop(connection: psycopg.Connection[Any], database: str) -> None:
    """Drop a database on an open connection."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    connection.execute(statement.format(sql.Identifier(database)))
