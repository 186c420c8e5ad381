"""What stands twice, in code and in the database, stands there alike."""

import pytest
from django.db import connection

from escrow import machines
from escrow.chart import CHART

pytestmark = pytest.mark.django_db


def rows(query: str) -> set[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return set(cursor.fetchall())


def test_the_edges_of_every_machine() -> None:
    in_code = {edge for model in machines.machines() for edge in machines.edges(model)}
    assert rows("SELECT machine, source, target FROM escrow_stateedge") == in_code


def test_every_machine_is_judged_by_the_database() -> None:
    judged = rows(
        "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'follows_its_edges'"
    )
    assert judged == {(model._meta.db_table,) for model in machines.machines()}


def test_the_chart_of_accounts() -> None:
    in_code = {(kind.value, form.sign, form.floored) for kind, form in CHART.items()}
    assert rows("SELECT kind, sign, floored FROM escrow_accountkind") == in_code
