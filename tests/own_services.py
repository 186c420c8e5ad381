"""A PostgreSQL and a Valkey of a test's own, to be stopped, hung and destroyed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import override_settings
from psycopg import conninfo

from marketplace.embedded import binaries, identity, postgres, roles, valkey
from marketplace.embedded.state import DATABASE, Services
from marketplace.forgiving_cache import ForgivingCache
from tests.superuser import Superuser, drop


@dataclass
class Own:
    """Two servers in a directory of their own."""

    services: Services

    def url(self, role: str, database: str = "holdfast") -> str:
        return self.services.database_url(role, database)

    def stop_database(self) -> None:
        postgres.stop(self.services)

    def start_database(self) -> None:
        postgres.start(self.services, keeps=False)

    def empty_database(self) -> None:
        """Gone, and a new one in its place."""
        with roles.connect(self.services, "postgres") as admin:
            drop(admin, DATABASE)
        roles.make(self.services)

    def stop_queue(self) -> None:
        valkey.stop(self.services)

    def start_queue(self) -> None:
        valkey.start(self.services, keeps=False)
        ForgivingCache.asked_again_at = 0.0


@contextmanager
def running() -> Iterator[Own]:
    """Both of them, with the three roles and an empty database."""
    directory = Path(tempfile.mkdtemp(prefix="holdfast-own-"))
    if identity.postgres().is_other_user:
        directory.chmod(0o711)
    services = Services(directory=directory, postgres_data=directory / "postgres")
    try:
        postgres.make(services)
        postgres.start(services, keeps=False)
        roles.make(services)
        valkey.start(services, keeps=False)
        yield Own(services)
    finally:
        with suppress(Exception):
            postgres.stop(services)
        valkey.stop(services)
        shutil.rmtree(directory, ignore_errors=True)
        ForgivingCache.asked_again_at = 0.0


def copy_of_this_database(own: Own) -> None:
    """The migrated database of the tests, with whatever a test has written."""
    name = str(settings.DATABASES["default"]["NAME"])
    source = conninfo.make_conninfo(Superuser.from_environment().url, dbname=name)
    programs = binaries.postgres_bin()
    dumped = own.services.directory / "copy.dump"
    command = [programs / "pg_dump", "-Fc", "-Z0", "-N", "kept", "-f", dumped, "-d", source]
    subprocess.run(command, check=True)
    own.empty_database()
    target = own.url("holdfast_super")
    subprocess.run([programs / "pg_restore", "-j", "2", "-d", target, dumped], check=True)


@contextmanager
def used_here(own: Own) -> Iterator[None]:
    """This process serves its pages from there, as it would in production."""
    kept = {alias: dict(connections[alias].settings_dict) for alias in ("default", "owner")}
    _point_at("default", own, "holdfast_app")
    _point_at("owner", own, "holdfast_owner")
    url = own.services.urls()["REDIS_URL"]
    there = {alias: {**one, "LOCATION": url} for alias, one in settings.CACHES.items()}
    try:
        with override_settings(REDIS_URL=url, CACHES=there):
            yield
    finally:
        for alias, values in kept.items():
            connections[alias].close()
            _change(alias, values)


def _point_at(alias: str, own: Own, role: str) -> None:
    connections[alias].close()
    _change(
        alias,
        {
            "HOST": "127.0.0.1",
            "PORT": own.services.postgres_port,
            "USER": role,
            "PASSWORD": own.services.passwords[role],
            "NAME": "holdfast",
        },
    )


def _change(alias: str, values: dict[str, Any]) -> None:
    settings.DATABASES[alias].update(values)
    connections[alias].settings_dict.update(values)


def environment(own: Own) -> dict[str, str]:
    """For a process of its own."""
    return {**os.environ, **own.services.urls(), "SECRET_KEY": settings.SECRET_KEY}
