"""The test database: made by its owner, used by the application's role, emptied by the superuser.

`default` in a test is the role that serves pages in production, so what the database refuses it in
production it refuses it here. Each process has a database of its own, cloned from a migrated one.
"""

import subprocess
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connections

from tests import emptying, templates
from tests.superuser import Superuser

ALIASES = ("default", "owner")
ahead: list[subprocess.Popen[bytes]] = []


def pytest_configure(config: pytest.Config) -> None:
    """With several processes the first one has nothing else to do."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        ahead.append(templates.make_ahead())


def pytest_unconfigure() -> None:
    for process in ahead:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[None]:
    """Replaces pytest-django's own, which wants one role to own the database and to use it."""
    superuser = Superuser.from_environment()
    with django_db_blocker.unblock():
        if request.config.getvalue("create_db"):
            templates.forget_all(superuser)
        name = templates.clone(superuser, point_at)
        point_at(name)
        flush.Command.handle = emptying.Emptying(superuser, name).handle
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    superuser.drop(name)


def point_at(database: str) -> None:
    """Let both aliases speak to a database from now on."""
    for alias in ALIASES:
        connections[alias].close()
        settings.DATABASES[alias]["NAME"] = database
        connections[alias].settings_dict["NAME"] = database
