"""Raw SQL as the application's role: what the bank wrote, and what we made of it, is never changed."""

from datetime import date

import pytest
from django.db import connection

from escrow import clock
from escrow.models import BankFile, BankLine, BankMovement, BankStatement, BankTransfer
from tests.escrow.test_the_database_refuses import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> BankLine:
    now = clock.now()
    statement = BankStatement.objects.create(
        name="a", sha256="", imported_at=now, line_count=1, new_count=1
    )
    line = BankLine.objects.create(
        statement=statement,
        key="k",
        keyed_by="bank",
        day=date(2026, 3, 2),
        amount_minor=100,
        currency="EUR",
        at=now,
    )
    money = {"amount_minor": 100, "currency": "EUR", "at": now}
    BankMovement.objects.create(what="deposit", reference="d", about="d", line=line, **money)
    BankFile.objects.create(message_id="m", body="<x/>", sha256="", made_at=now)
    BankTransfer.objects.create(
        kind="refund",
        operation_key="00000000-0000-0000-0000-000000000001",
        end_to_end="1",
        state="rejected",
        **money,
    )
    return line


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("bankline", "amount_minor", "999"),
        ("bankline", "text", "'another purchase'"),
        ("bankline", "iban", "'DE02120300000000202051'"),
        ("bankstatement", "name", "'b'"),
        ("bankmovement", "amount_minor", "999"),
        ("bankfile", "body", "'<y/>'"),
    ],
)
def test_nothing_that_was_written_down_is_changed(table: str, column: str, value: str) -> None:
    said = refused(f"UPDATE escrow_{table} SET {column} = {value}")
    assert "append-only" in said


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(
    "table", ["bankline", "bankstatement", "bankmovement", "bankfile", "banktransfer"]
)
@pytest.mark.parametrize("how", ["DELETE FROM", "TRUNCATE"])
def test_nothing_is_forgotten(table: str, how: str) -> None:
    said = refused(f"{how} escrow_{table}" + (" CASCADE" if how == "TRUNCATE" else ""))
    assert "append-only" in said or "permission denied" in said


def test_the_same_line_twice(line: BankLine) -> None:
    columns = [field.column for field in BankLine._meta.concrete_fields if field.column != "id"]
    named = ", ".join(f'"{column}"' for column in columns)
    said = refused(f"INSERT INTO escrow_bankline ({named}) SELECT {named} FROM escrow_bankline")
    assert "escrow_bankline_key" in said


def test_a_line_of_nothing(line: BankLine) -> None:
    columns = [field.column for field in BankLine._meta.concrete_fields if field.column != "id"]
    values = [{"key": "'other'", "amount_minor": "0"}.get(name, f'"{name}"') for name in columns]
    named = ", ".join(f'"{column}"' for column in columns)
    said = refused(
        f"INSERT INTO escrow_bankline ({named}) SELECT {', '.join(values)} FROM escrow_bankline"
    )
    assert "a_bank_line_moves_something" in said


def test_the_application_may_add_lines() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, 'escrow_bankline', 'INSERT')")
        assert cursor.fetchone() == (True,)
