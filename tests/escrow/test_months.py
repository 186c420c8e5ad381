"""A month of the trail or of the journal is a table of its own: taken away and put back, on a copy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connections

from escrow import checking, clock, months, sealing, trail_proof
from escrow.models import AuditEntry, JournalEntry
from marketplace.models import Listing, User
from tests import doings, own_services
from tests.own_services import Own

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
TABLES = ("escrow_posting", "escrow_auditentry")


@pytest.fixture(scope="module")
def servers() -> Iterator[Own]:
    with own_services.running() as own:
        yield own


@pytest.fixture
def owner(servers: Own, ben: User, lamp: Listing) -> Iterator[Any]:
    """A shop on a server of its own, with an order of this month, and its owner's connection."""
    own_services.copy_of_this_database(servers)
    with own_services.used_here(servers):
        doings.buy(ben, lamp)
        for _ in range(3):
            sealing.seal()
        with psycopg.connect(servers.url("holdfast_owner"), autocommit=True) as connection:
            yield connection


def this_month(table: str) -> str:
    return f"{table}_{clock.real_now():%Y_%m}"


def bounds() -> tuple[str, str]:
    now = clock.real_now()
    following = (now.year + now.month // 12, now.month % 12 + 1)
    return f"{now:%Y-%m}-01 00:00+00", f"{following[0]}-{following[1]:02}-01 00:00+00"


def refused(owner: Any, statement: str) -> bool:
    try:
        owner.execute(statement)
    except psycopg.errors.CheckViolation:
        return True
    return False


def test_a_month_goes_and_comes_back_with_every_refusal(owner: Any) -> None:
    first, last = bounds()
    for table in TABLES:
        month = this_month(table)
        rows = owner.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        assert owner.execute(f"SELECT count(*) FROM {month}").fetchone()[0] == rows > 0
        owner.execute(f"ALTER TABLE {table} DETACH PARTITION {month}")
        assert owner.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
        owner.execute(
            f"ALTER TABLE {table} ATTACH PARTITION {month} FOR VALUES FROM ('{first}') TO ('{last}')"
        )
        for where in (table, month):
            assert refused(owner, f"UPDATE {where} SET at = at"), where
            assert refused(owner, f"DELETE FROM {where}"), where
        assert refused(owner, f"TRUNCATE {table}")
    assert list(checking.among_themselves()) == []
    assert trail_proof.prove().faults == []


def test_a_month_that_is_away_is_missed_by_the_proofs(owner: Any) -> None:
    for table in TABLES:
        owner.execute(f"ALTER TABLE {table} DETACH PARTITION {this_month(table)}")
    broken = {found.rule for found in checking.among_themselves()}
    assert "every entry has two sides" in broken
    assert trail_proof.prove().faults


def test_the_application_cannot_write_past_the_parent(owner: Any) -> None:
    entry = JournalEntry.objects.first()
    assert entry
    assert AuditEntry.objects.exists()
    with (
        connections["default"].cursor() as application,
        pytest.raises(Exception, match="permission denied"),
    ):
        application.execute(f"DELETE FROM {this_month('escrow_posting')}")


def test_a_year_ahead_is_prepared_by_the_owner_and_twice_does_no_harm(owner: Any) -> None:
    count = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'escrow_posting'::regclass"
    last = owner.execute(
        "SELECT max(relname) FROM pg_class WHERE relname ~ 'escrow_posting_\\d{4}_\\d\\d$'"
    ).fetchone()[0]
    owner.execute(f"DROP TABLE {last}")
    before = owner.execute(count).fetchone()[0]
    for _ in range(2):
        months.prepare()
        assert owner.execute(count).fetchone()[0] == before + 1
