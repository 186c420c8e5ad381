"""What the application's database role may do: read, add, change; delete only where named.

The owner's role migrates; the application owns nothing, so it can disable no trigger. It has no
right on partitions, because the rules stand on their parents.
"""

from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
"""
# Money's own books are only ever added to; balances are kept by the database itself.
APPEND_ONLY = [
    "escrow_account",
    "escrow_journalentry",
    "escrow_posting",
    "escrow_auditentry",
    "escrow_auditseal",
    "escrow_auditcheck",
    "escrow_bookday",
    "escrow_booklevel",
    "escrow_bookleaf",
    "escrow_policy",
    "escrow_paymentevent",
    "escrow_recovery",
    "escrow_balancemove",
]
READ_ONLY = [
    "escrow_stateedge",
    "escrow_accountkind",
    "escrow_fundmonth",
    "django_migrations",
    # What staff may do is said in code and written when it is migrated.
    "auth_group",
    "auth_permission",
    "auth_group_permissions",
]


def grant_after_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Give the application's role its rights, when another role owns the tables."""
    role = settings.DATABASES[DEFAULT_DB_ALIAS]["USER"]
    connection = connections[using]
    if connection.settings_dict["USER"] == role:
        return
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            _grant(cursor, connection.ops.quote_name(table), table, role)
        cursor.execute(f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{role}"')


def _grant(cursor: Any, quoted: str, table: str, role: str) -> None:
    rights = "SELECT" if table in READ_ONLY else "SELECT, INSERT"
    if table not in APPEND_ONLY + READ_ONLY:
        rights += ", UPDATE"
    if table in settings.HOLDFAST_APP_MAY_DELETE:
        rights += ", DELETE"
    cursor.execute(f'REVOKE ALL ON {quoted} FROM "{role}"')
    cursor.execute(f'GRANT {rights} ON {quoted} TO "{role}"')
