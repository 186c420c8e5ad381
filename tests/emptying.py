"""What `flush` does in tests: every changed table goes back to the rows it had after migrating.

Django's own would TRUNCATE as the application, which may not, past triggers that forbid it, and
would then write content types and permissions anew. This deletes as the superuser with triggers
off, only where something changed, and puts the reference rows back from a copy.
"""

from typing import Any

import psycopg
from psycopg import sql

from tests.superuser import Superuser

TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = %s AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
"""
WRITABLE = """
    SELECT attname FROM pg_attribute WHERE attrelid = ('public.' || quote_ident(%s))::regclass
    AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
NOT_EMPTY = "SELECT {name} WHERE EXISTS (SELECT 1 FROM public.{table})"
# A row is new when the transaction that wrote it is not older than the last emptying.
NOT_AS_KEPT = """
    SELECT {name} WHERE (SELECT count(*) FROM public.{table}) <> (SELECT count(*) FROM kept.{table})
    OR EXISTS (SELECT 1 FROM public.{table} WHERE xmin::text::bigint >= %(since)s)
"""
PUT_BACK = """
    INSERT INTO public.{table} ({columns}) OVERRIDING SYSTEM VALUE
    SELECT {columns} FROM kept.{table}
"""
NOW = "SELECT pg_current_xact_id()::xid::text::bigint"

Connection = psycopg.Connection[Any]


def keep_reference_rows(connection: Connection) -> None:
    """Copy every row that migrating wrote into a schema the application cannot see."""
    connection.execute("CREATE SCHEMA kept")
    for table in tables(connection, "public"):
        if connection.execute(naming(NOT_EMPTY, table)).fetchone():
            connection.execute(naming("CREATE TABLE kept.{table} AS TABLE public.{table}", table))


class Emptying:
    """The replacement of one process's flush command; it watches its database from the start."""

    def __init__(self, superuser: Superuser, database: str) -> None:
        self.connection = superuser.connect(database)
        # A thread that a test forgot must become an error here, not a suite that never ends.
        self.connection.execute("SET lock_timeout = '20s'")
        self.columns = {
            name: columns(self.connection, name) for name in tables(self.connection, "kept")
        }
        self.which_changed = self.question()
        self.since = self.now()

    def handle(self, *_: Any, **__: Any) -> None:
        """Empty the database; takes whatever flush is called with."""
        with self.connection.transaction():
            self.connection.execute("SET LOCAL session_replication_role = replica")
            changed = self.connection.execute(self.which_changed, {"since": self.since}).fetchall()
            for (table,) in changed:
                self.restore(table)
        self.since = self.now()

    def restore(self, table: str) -> None:
        self.connection.execute(naming("DELETE FROM public.{table}", table))
        if table in self.columns:
            self.connection.execute(naming(PUT_BACK, table, self.columns[table]))

    def question(self) -> sql.Composed:
        public = tables(self.connection, "public")
        each = [naming(NOT_AS_KEPT if name in self.columns else NOT_EMPTY, name) for name in public]
        return sql.SQL(" UNION ALL ").join(each)

    def now(self) -> int:
        return int(self.connection.execute(NOW).fetchone()[0])


def tables(connection: Connection, schema: str) -> list[str]:
    return [row[0] for row in connection.execute(TABLES, [schema])]


def columns(connection: Connection, table: str) -> list[str]:
    """The columns that can be written: a generated one cannot."""
    return [row[0] for row in connection.execute(WRITABLE, [table])]


def naming(statement: str, table: str, columns: list[str] | None = None) -> sql.Composed:
    """A statement about one table."""
    listed = sql.SQL(", ").join(map(sql.Identifier, columns or []))
    return sql.SQL(statement).format(
        name=sql.Literal(table), table=sql.Identifier(table), columns=listed
    )
