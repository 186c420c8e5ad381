"""The audit trail is sealed behind the stories: no row escapes, none is sealed twice."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from escrow import audit, sealing, trail_proof
from escrow.models import AuditCheck, AuditEntry, AuditHorizon, AuditSeal, Notice
from escrow.story import story
from marketplace import schedule
from marketplace.models import User
from tests.rivals import at_once
from tests.superuser import Superuser

pytestmark = pytest.mark.django_db(transaction=True)


@story
def record(person: User, count: int = 1) -> None:
    for number in range(count):
        audit.record(person, "looked", person, number=number, say="“ü”")


@pytest.fixture
def sealed(ben: User) -> list[int]:
    """Five rows under three seals, and their numbers."""
    record(ben, 5)
    sealing.seal(batch=2)
    return list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))


@contextmanager
def behind_its_back() -> Iterator[psycopg.Connection]:
    """The superuser, for whom no trigger fires."""
    superuser = Superuser.from_environment()
    with superuser.connect(settings.DATABASES["default"]["NAME"]) as somebody:
        somebody.execute("SET session_replication_role = replica")
        yield somebody


def faults() -> list[str]:
    return [str(fault) for fault in trail_proof.prove().faults]


def sealed_rows() -> list[int]:
    parts = [trail_proof._by_row(bytes(each.leaves)) for each in AuditSeal.objects.all()]
    return sorted(row for part in parts for row in part)


def test_every_row_is_under_one_seal_and_each_seal_holds_the_last(sealed: list[int]) -> None:
    seals = list(AuditSeal.objects.order_by("number"))
    assert [each.count for each in seals] == [2, 2, 1]
    assert [each.previous for each in seals] == ["", seals[0].chained, seals[1].chained]
    assert sealed_rows() == sealed
    assert faults() == []


def test_sealing_again_makes_nothing(sealed: list[int]) -> None:
    assert sealing.seal() == 0
    assert AuditSeal.objects.count() == 3


def test_a_row_that_commits_late_is_sealed_once_and_before_its_followers(ben: User) -> None:
    """A second connection has taken its number and waits; others come after it and commit."""
    written, go_on = threading.Event(), threading.Event()

    @story
    def slowly() -> None:
        audit.record(ben, "late", ben)
        written.set()
        go_on.wait(20)

    def late() -> None:
        slowly()
        connection.close()

    somebody = threading.Thread(target=late)
    somebody.start()
    assert written.wait(20)
    record(ben, 3)
    assert sealing.seal() == 0
    assert sealing.seal() == 0
    go_on.set()
    somebody.join()
    assert sealing.seal() == 1
    assert sealed_rows() == list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))
    assert AuditEntry.objects.order_by("pk").first().action == "late"


def test_a_horizon_comes_though_others_begin_meanwhile(ben: User) -> None:
    """Each new transaction is younger than the horizon; there is always one running."""
    record(ben)
    with older() as first:
        sealing._look_ahead()
        with older():
            first.rollback()
            assert sealing.seal() == 1
    assert faults() == []


@contextmanager
def older() -> Iterator[psycopg.Connection]:
    """A transaction that has a number and goes on."""
    superuser = Superuser.from_environment()
    with superuser.connect(settings.DATABASES["default"]["NAME"]) as other:
        other.autocommit = False
        other.execute("SELECT pg_current_xact_id()")
        yield other
        other.rollback()


def test_two_who_seal_at_once_seal_nothing_twice(ben: User) -> None:
    record(ben, 40)
    assert not [said for said in at_once(*[lambda: sealing.seal(batch=3)] * 4) if said is None]
    sealing.seal(batch=3)
    assert sealed_rows() == list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))
    assert faults() == []


def test_a_database_that_counts_its_transactions_anew_is_sealed_on(sealed: list[int]) -> None:
    """Restored from a dump: the horizon names a transaction that this server has not reached."""
    AuditHorizon.objects.update(transaction=2**60)
    record(User.objects.get(email="ben@example.com"))
    assert sealing.seal() == 1
    assert faults() == []


def test_the_application_changes_no_seal_and_no_row(sealed: list[int]) -> None:
    for statement in (
        "UPDATE escrow_auditseal SET count = 9",
        "DELETE FROM escrow_auditseal",
        "DELETE FROM escrow_auditentry",
        "UPDATE escrow_auditentry SET action = 'nothing'",
        "UPDATE escrow_auditcheck SET faults = 0",
        "SELECT setval('escrow_auditentry_number', 1)",
        "ALTER TABLE escrow_auditentry DISABLE TRIGGER ALL",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert faults() == []


def test_the_owner_is_refused_as_well(sealed: list[int]) -> None:
    with behind_its_back() as somebody:
        somebody.execute("SET session_replication_role = origin")
        for table in ("escrow_auditseal", "escrow_auditcheck", "escrow_auditentry"):
            with pytest.raises(psycopg.DatabaseError, match="append-only"):
                somebody.execute(f"TRUNCATE {table}")


def test_a_number_written_by_hand_is_not_taken(sealed: list[int]) -> None:
    """The application's role slips a row between sealed ones: it comes after them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO escrow_auditentry (id, at, action, subject_type, subject_id)
               VALUES (%s, now(), 'forged', 'user', '1') RETURNING id""",
            [sealed[0] + 1],
        )
        assert cursor.fetchone()[0] > sealed[-1]
    assert faults() == []


def test_a_seal_that_follows_nothing_is_refused(sealed: list[int]) -> None:
    forged = AuditSeal.objects.get(pk=3)
    forged.number = 5
    with pytest.raises(DatabaseError, match="does not follow"), transaction.atomic():
        forged.save(force_insert=True)


def test_a_changed_row_is_named(sealed: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    with behind_its_back() as superuser:
        superuser.execute(
            "UPDATE escrow_auditentry SET detail = '{\"number\": 7}' WHERE id = %s", [sealed[2]]
        )
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")
    assert ended.value.code == 1
    assert f"seal 2, row {sealed[2]}: it was changed" in capsys.readouterr().out


def test_a_removed_row_is_named(sealed: list[int]) -> None:
    with behind_its_back() as superuser:
        superuser.execute("DELETE FROM escrow_auditentry WHERE id = %s", [sealed[4]])
    assert faults() == [f"seal 3, row {sealed[4]}: it was removed"]


def test_an_inserted_row_is_named(sealed: list[int]) -> None:
    with behind_its_back() as superuser:
        for number in (sealed[0] - 1, -3):
            superuser.execute(
                """INSERT INTO escrow_auditentry (id, at, action, subject_type, subject_id)
                   VALUES (%s, now(), 'forged', 'user', '1')""",
                [number],
            )
    assert faults() == [
        "seal 1, row -3: it was inserted",
        f"seal 1, row {sealed[0] - 1}: it was inserted",
    ]


def test_a_seal_made_to_fit_breaks_the_chain(sealed: list[int]) -> None:
    """Row, batch and hash of the second seal are made to agree; the third still holds the old one."""
    with behind_its_back() as superuser:
        superuser.execute("UPDATE escrow_auditentry SET action = 'x' WHERE id = %s", [sealed[2]])
    seal = AuditSeal.objects.get(pk=2)
    seal.leaves = sealing.leaves_of(seal.from_id - 1, seal.to_id, None)
    seal.sha256 = hashlib.sha256(seal.leaves).hexdigest()
    with behind_its_back() as superuser:
        superuser.execute(
            "UPDATE escrow_auditseal SET leaves = %s, sha256 = %s, chained = %s WHERE number = 2",
            [seal.leaves, seal.sha256, sealing.chain(seal)],
        )
    assert faults() == ["seal 3: it does not follow the seal before it"]


def test_a_cut_off_end_is_missed_by_the_last_check(sealed: list[int]) -> None:
    trail_proof.check()
    noted = sealing.head()
    with behind_its_back() as superuser:
        superuser.execute("DELETE FROM escrow_auditentry WHERE id > %s", [sealed[3]])
        superuser.execute("DELETE FROM escrow_auditseal WHERE number = 3")
    assert faults() == ["seal 3: it was made once and is gone"]
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", "--expect", f"{noted.number}:{noted.chained}")
    assert ended.value.code == 1


def test_a_right_trail_ends_with_nothing(
    sealed: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", "--expect", f"3:{sealing.head().chained}")
    assert ended.value.code == 0
    assert "5 rows under 3 seals: 0 faults" in capsys.readouterr().out


def test_the_daily_check_is_kept_and_tells_who_may_read(sealed: list[int], sofia: User) -> None:
    root = User.objects.create_superuser("root@example.com")
    assert trail_proof.check().faults == 0
    assert not Notice.objects.filter(kind="audit_trail_broken").exists()
    with behind_its_back() as superuser:
        superuser.execute("DELETE FROM escrow_auditentry WHERE id = %s", [sealed[4]])
    found = trail_proof.check()
    assert (found.faults, AuditCheck.objects.count()) == (1, 2)
    told = Notice.objects.filter(kind="audit_trail_broken")
    assert [notice.to_id for notice in told] == [root.pk]


def test_the_sweeps_are_really_scheduled() -> None:
    tasks = {each["task"] for each in schedule.beat(demo=False).values()}
    assert {"escrow.tasks.seal_audit", "escrow.tasks.check_audit"} <= tasks
