"""A migrated database, kept under a hash of what shaped it, to be cloned by each process."""

import hashlib
import inspect
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.models.signals import post_migrate
from psycopg import sql

from tests import emptying, migrating
from tests.superuser import Superuser, drop

TEMPLATE, CLONE = "holdfast_template_", "holdfast_test_"
TEMPLATES_KEPT = 3

Connection = psycopg.Connection[Any]


def clone(superuser: Superuser, point_at: Callable[[str], None]) -> str:
    """The name of a fresh, migrated database for this process."""
    name = f"{CLONE}{os.getpid()}"
    with superuser.alone() as connection:
        sweep(connection)
        template = TEMPLATE + fingerprint()
        if template not in named(connection, TEMPLATE):
            make(superuser, connection, template, point_at)
        copy(connection, template, name)
    return name


def make(
    superuser: Superuser, connection: Connection, template: str, point_at: Callable[[str], None]
) -> None:
    """Migrate a new database as its owner; it gets its name when it is complete."""
    draft = f"{template}_draft"
    drop(connection, draft)
    owner = connections["owner"].settings_dict["USER"]
    execute(connection, "CREATE DATABASE {} OWNER {}", draft, owner)
    point_at(draft)
    with migrating.quickly():
        call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections.close_all()
    with superuser.connect(draft) as inside:
        emptying.keep_reference_rows(inside)
    execute(connection, "ALTER DATABASE {} RENAME TO {}", draft, template)


def make_ahead() -> subprocess.Popen[bytes]:
    """In a process of its own, while the others collect their tests: they find it, or wait for it."""
    command = [sys.executable, "-c", "from tests import templates; templates.prepare()"]
    return subprocess.Popen(command, cwd=settings.BASE_DIR)


def prepare() -> None:
    """The template of this checkout, and nothing else."""
    django.setup()
    superuser = Superuser.from_environment()
    with superuser.alone() as connection:
        template = TEMPLATE + fingerprint()
        if template not in named(connection, TEMPLATE):
            make(superuser, connection, template, _point_at)


def _point_at(database: str) -> None:
    for alias in ("default", "owner"):
        settings.DATABASES[alias]["NAME"] = database
        connections[alias].settings_dict["NAME"] = database


def copy(connection: Connection, template: str, name: str) -> None:
    drop(connection, name)
    owner = connections["owner"].settings_dict["USER"]
    statement = "CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy"
    execute(connection, statement, name, owner, template)


def sweep(connection: Connection) -> None:
    """Drop what killed test runs left behind, and all but the newest templates."""
    for name in named(connection, CLONE):
        if not is_alive(int(name.removeprefix(CLONE))):
            drop(connection, name)
    finished = [name for name in named(connection, TEMPLATE) if not name.endswith("_draft")]
    for name in finished[:-TEMPLATES_KEPT]:
        drop(connection, name)


def forget_all(superuser: Superuser) -> None:
    """Drop every template: pytest --create-db."""
    with superuser.alone() as connection:
        for name in named(connection, TEMPLATE):
            drop(connection, name)


def named(connection: Connection, prefix: str) -> list[str]:
    """Databases whose names begin so, oldest first."""
    question = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid"
    return [row[0] for row in connection.execute(question, [prefix])]


def is_alive(pid: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
    return True


def execute(connection: Connection, statement: str, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def fingerprint() -> str:
    """A hash of the migrations, of what writes rows after them, and of the models they name."""
    digest = hashlib.sha256(repr((settings.HOLDFAST_APP_MAY_DELETE, users())).encode())
    digest.update(repr(sorted(model._meta.label for model in apps.get_models())).encode())
    for path in sorted(shaping_files()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def users() -> list[str]:
    return [connections[alias].settings_dict["USER"] for alias in ("default", "owner")]


def shaping_files() -> Iterator[Path]:
    for config in apps.get_app_configs():
        with suppress(ModuleNotFoundError):
            yield from python_files(import_module(f"{config.name}.migrations"))
    for receiver in post_migrate._live_receivers(None)[0] + our_receivers():
        yield Path(inspect.getfile(receiver))
    # Reference rows that the receivers import only when they run.
    yield from (Path(settings.BASE_DIR) / "escrow").glob("default_*.py")


def our_receivers() -> list[Any]:
    return [
        found for app in apps.get_app_configs() for found in post_migrate._live_receivers(app)[0]
    ]


def python_files(package: Any) -> list[Path]:
    return [path for folder in package.__path__ for path in Path(folder).glob("*.py")]
