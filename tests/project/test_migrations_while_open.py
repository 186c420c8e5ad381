"""Every new migration is one that the version before survives while it serves (docs/migrations.md)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation

# From these numbers on; what is older ran before anybody's shop was open.
SINCE = {"escrow": 170, "sellers": 176, "marketplace": 250, "disputes": 108}
LARGE = {
    "account", "auditentry", "checkout", "deadline", "hold", "holdfunding", "journalentry", "listing",
    "message", "notice", "operation", "order", "orderline", "payment", "posting", "shipment",
    "trackingevent", "user",
}  # fmt: skip
# Removals of what no released version reads any more, as app.model.field, with the version that stopped.
DROPPED_LATER: dict[str, str] = {}


def new_migrations() -> list[Migration]:
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return [
        one for (app, name), one in sorted(disk.items()) if int(name[:4]) >= SINCE.get(app, 10_000)
    ]


def faults(migration: Migration) -> Iterator[str]:
    made: set[str] = set()
    for operation in migration.operations:
        if isinstance(operation, migrations.CreateModel):
            made.add(operation.name.lower())
        for what in _faults(operation, migration, made):
            yield f"{migration.app_label}.{migration.name}: {what}"


def _faults(operation: Operation, migration: Migration, made: set[str]) -> Iterator[str]:
    table = str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()
    if table in made:
        return
    if isinstance(
        operation, migrations.RenameModel | migrations.RenameField | migrations.AlterModelTable
    ):
        yield f"renames something of {table}"
    if isinstance(operation, migrations.AlterField) and table in LARGE:
        yield f"changes a column of {table}"
    if isinstance(operation, migrations.AddField):
        yield from _of_column(operation.field, f"{table}.{operation.name}")
    if isinstance(operation, migrations.RemoveField | migrations.DeleteModel):
        named = ".".join(
            [migration.app_label, table, *filter(None, [getattr(operation, "name", "")])]
        )
        if named not in DROPPED_LATER:
            yield f"drops {named}"
    if table in LARGE:
        yield from _of_large(operation, migration, table)


def _of_column(field: models.Field, name: str) -> Iterator[str]:
    if not field.null and not field.has_db_default() and not field.many_to_many:
        yield f"{name} is NOT NULL without a default of the database"


def _of_large(operation: Operation, migration: Migration, table: str) -> Iterator[str]:
    if isinstance(operation, AddIndexConcurrently):
        if migration.atomic:
            yield f"makes an index on {table} concurrently inside a transaction"
    elif isinstance(operation, migrations.AddIndex):
        yield f"makes an index on {table} that stops writers"
    if isinstance(operation, migrations.AddConstraint):
        yield f"checks all of {table} at once"


@pytest.mark.parametrize("migration", new_migrations(), ids=str)
def test_the_version_before_survives_it(migration: Migration) -> None:
    assert list(faults(migration)) == []


def of(*operations: Operation, atomic: bool = True) -> Migration:
    made = Migration("0999_tried", "escrow")
    made.operations, made.atomic = list(operations), atomic
    return made


INDEX = models.Index(fields=["state"], name="tried")
CHECK = models.CheckConstraint(condition=models.Q(pk__gt=0), name="tried")


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("hold", "tried", models.IntegerField(default=0)),
        migrations.RenameField("outage", "reason", "why"),
        migrations.RenameModel("Outage", "Pause"),
        migrations.RemoveField("outage", "reason"),
        migrations.DeleteModel("Outage"),
        migrations.AlterField("hold", "state", models.TextField()),
        migrations.AddIndex("hold", INDEX),
        AddIndexConcurrently("hold", INDEX),
        migrations.AddConstraint("hold", CHECK),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_would_stop_the_shop_is_found(operation: Operation) -> None:
    assert list(faults(of(operation)))


def test_what_harms_nobody_passes() -> None:
    assert not list(
        faults(
            of(
                migrations.CreateModel("Tried", [("id", models.BigAutoField(primary_key=True))]),
                migrations.AddField("tried", "name", models.TextField(default="")),
                migrations.AddIndex("tried", INDEX),
                migrations.AddField("hold", "tried", models.IntegerField(null=True)),
                migrations.AddField("hold", "again", models.IntegerField(db_default=0)),
                migrations.AddIndex("outage", INDEX),
            )
        )
    )
    assert not list(faults(of(AddIndexConcurrently("hold", INDEX), atomic=False)))
