"""Migrations are complete, have names that say something, and a way back."""

import re
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration

from tests.project.files import APPS

SAYS_NOTHING = re.compile(r"auto_|and_more|_squashed|^\d{4}_(initial|changes|update|misc)$")


def our_migrations() -> Iterator[Migration]:
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return (migration for (app, _), migration in sorted(disk.items()) if app in APPS)


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_every_name_says_what_the_migration_does() -> None:
    names = [f"{m.app_label}.{m.name}" for m in our_migrations() if SAYS_NOTHING.search(m.name)]
    assert not names, names


def test_every_migration_has_a_way_back() -> None:
    stuck = [
        f"{migration.app_label}.{migration.name}: {operation.describe()}"
        for migration in our_migrations()
        for operation in migration.operations
        if not operation.reversible
    ]
    assert not stuck, "\n".join(stuck)


def test_each_app_has_one_last_migration() -> None:
    conflicts = MigrationLoader(None, ignore_no_migrations=True).detect_conflicts()
    assert not conflicts, conflicts
