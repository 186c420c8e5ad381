"""What the search can do on this database server. Run by `manage.py check --database default`."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from django.db.utils import DatabaseError

from marketplace import search_sql

WITHOUT = {
    "unaccent": "Search folds the accents of most Latin letters by itself, and no others.",
    "pg_trgm": "Search corrects no typing errors.",
}
HINT = (
    "Let a superuser say CREATE EXTENSION {name}; then: manage.py prepare_search --database owner."
)


@register(Tags.database)
def search_has_its_extensions(
    databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Nothing breaks without them; what is missing is said once."""
    missing = {name for alias in databases or () for name in _missing(alias)}
    return [
        Warning(
            f"The database has no {name}. {WITHOUT[name]}",
            hint=HINT.format(name=name),
            id=f"holdfast.W02{number}",
        )
        for number, name in enumerate(search_sql.EXTENSIONS)
        if name in missing
    ]


def _missing(alias: str) -> list[str]:
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT to_regproc('holdfast_folded')")
            if cursor.fetchone() == (None,):  # before the first migration, which brings them
                return []
            return [n for n in search_sql.EXTENSIONS if not search_sql.schema_of(cursor, n)]
    except DatabaseError:  # not there yet, or not for this role: another check says so
        return []
