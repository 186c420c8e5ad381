from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from escrow import machines

TEMPLATE = '''"""Which state may follow which: written by `manage.py make_edges` from the machines."""

from django.db import migrations

FORTH = """
{forth}"""
BACK = """
{back}"""


class Migration(migrations.Migration):
    dependencies = {dependencies}
    operations = [migrations.RunSQL(FORTH, BACK)]
'''


class Command(BaseCommand):
    """Writes a migration with the edges of an app's machines, for the database to judge by."""

    help = "Write a migration with the state edges of an app."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("app_label")
        parser.add_argument("--name", default="edges")

    def handle(self, *, app_label: str, name: str, **_: Any) -> None:
        last = self._last(app_label)
        number = int(last.split("_")[0]) + 1
        folder = Path(apps.get_app_config(app_label).path) / "migrations"
        path = folder / f"{number:04}_{name}.py"
        path.write_text(self._written(app_label, last))
        self.stdout.write(str(path))

    def _written(self, app_label: str, last: str) -> str:
        """Only what differs from the edges the database knows, so that there is a way back."""
        models = list(machines.machines(app_label))
        tables = [model._meta.db_table for model in models]
        ours = {edge for model in models for edge in machines.edges(model)}
        known = self._known(tables)
        fresh = [table for table in tables if not self._is_followed(app_label, table)]
        follow = "".join(f"SELECT escrow_follow_edges('{table}');\n" for table in fresh)
        unfollow = "".join(f"DROP TRIGGER follows_its_edges ON {table};\n" for table in fresh)
        return TEMPLATE.format(
            forth=_change(ours - known, known - ours) + follow,
            back=unfollow + _change(known - ours, ours - known),
            dependencies=[(app_label, last), *self._ground(app_label)],
        )

    def _known(self, tables: list[str]) -> set[machines.Edge]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT machine, source, target FROM escrow_stateedge WHERE machine = ANY(%s)",
                [tables],
            )
            return set(cursor.fetchall())

    def _last(self, app_label: str) -> str:
        return str(MigrationLoader(None).graph.leaf_nodes(app_label)[0][1])

    def _ground(self, app_label: str) -> list[tuple[str, str]]:
        return [] if app_label == "escrow" else [("escrow", "0004_hold_refusals")]

    def _is_followed(self, app_label: str, table: str) -> bool:
        """Whether an earlier migration has already put the trigger on the table."""
        folder = Path(apps.get_app_config(app_label).path) / "migrations"
        wanted = f"escrow_follow_edges('{table}')"
        return any(wanted in path.read_text() for path in folder.glob("0*.py"))


def _change(added: set[machines.Edge], gone: set[machines.Edge]) -> str:
    change = ""
    if added:
        change += f"INSERT INTO escrow_stateedge VALUES\n{_rows(added)};\n"
    if gone:
        listed = _rows(gone)
        change += (
            f"DELETE FROM escrow_stateedge WHERE (machine, source, target) IN (\n{listed}\n);\n"  # noqa: S608
        )
    return change


def _rows(edges: set[machines.Edge]) -> str:
    return ",\n".join(f"    ('{m}', '{s}', '{t}')" for m, s, t in sorted(edges))
