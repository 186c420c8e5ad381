"""The three roles: the owner migrates, the application works, the superuser is the launcher's.

The application owns nothing. After every migrate it is granted, table by table, what it may read,
add and change; so a fault in a page cannot rewrite the books.
"""

import psycopg
from psycopg import sql

from marketplace.embedded.state import DATABASE, Services

OWNER, APP = "holdfast_owner", "holdfast_app"


def make(services: Services) -> None:
    """Create roles and database where they are missing."""
    with connect(services, "postgres") as admin:
        for role in (OWNER, APP):
            make_role(admin, role, services.passwords[role])
        if not exists(admin, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
            admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names(DATABASE, OWNER)))


def connect(services: Services, database: str) -> psycopg.Connection:
    return psycopg.connect(services.database_url("holdfast_super", database), autocommit=True)


def make_role(admin: psycopg.Connection, role: str, password: str) -> None:
    if not exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
        admin.execute(sql.SQL("CREATE ROLE {} LOGIN NOCREATEDB NOSUPERUSER").format(*names(role)))
    admin.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
    )


def exists(admin: psycopg.Connection, question: str, name: str) -> bool:
    return admin.execute(question, [name]).fetchone() is not None


def names(*words: str) -> list[sql.Identifier]:
    return [sql.Identifier(word) for word in words]
