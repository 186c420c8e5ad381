"""The readiness page turns red for each cause, each of them brought about for real."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from escrow import books_proving, clock, deadlines, heartbeats, outages
from escrow.models import Heartbeat, Notice, Outage, ReportDifference
from escrow.story import story
from escrow.tasks import clock_is_at_work, heartbeat, heartbeat_files, prove_books
from marketplace.embedded import ports, valkey
from marketplace.embedded.state import Services
from marketplace.models import User
from tests.superuser import Superuser

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = {
    "database", "broker", "cache", "migrations", "clock", "worker", "files",
    "deadlines", "notices", "books", "reports",
}  # fmt: skip


@pytest.fixture
def green(settings: Settings) -> None:
    """A shop in which everything is as it should be."""
    settings.HOLDFAST_PROBE_SECONDS = 1.0
    clock_is_at_work()
    heartbeat()
    heartbeat_files()
    assert prove_books() == 0


@pytest.fixture
def own_queue(tmp_path: Path, settings: Settings) -> Iterator[Services]:
    """A queue and a cache that a test may stop."""
    services = Services(directory=tmp_path, postgres_data=tmp_path / "postgres")
    valkey.start(services, keeps=False)
    url = services.urls()["REDIS_URL"]
    settings.REDIS_URL = url
    settings.CACHES = {name: {**one, "LOCATION": url} for name, one in settings.CACHES.items()}
    yield services
    valkey.stop(services)


def red(status: int = 503) -> dict[str, str]:
    """What is red, with what is said of it."""
    answer = Client().get("/readyz")
    assert answer.status_code == status
    causes = answer.json()["causes"]
    assert set(causes) == NAMES
    return {name: cause["sentence"] for name, cause in causes.items() if not cause["ok"]}


def as_superuser(statement: str) -> None:
    name = str(django_settings.DATABASES["default"]["NAME"])
    with Superuser.from_environment().connect(name) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(statement)


@contextmanager
def database_at(port: int) -> Iterator[None]:
    """Whoever connects from now on looks for the database there."""
    database = django_settings.DATABASES["default"]
    before, database["PORT"] = database["PORT"], port
    try:
        yield
    finally:
        database["PORT"] = before


@pytest.mark.usefixtures("green")
def test_a_shop_that_keeps_its_promises_is_green() -> None:
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True), answer.json()
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("green")
def test_a_database_that_is_not_there() -> None:
    with database_at(ports.free_port()):
        found = red()
        assert Client().get("/healthz/").status_code == 503
    assert found["database"] == "The database cannot be reached or refuses us."
    assert "broker" not in found


@pytest.mark.usefixtures("green")
def test_a_database_that_hangs_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, database_at(silent.getsockname()[1]):
        begun = time.monotonic()
        assert red()["database"] == "The database does not answer in time."
        assert time.monotonic() - begun < 3


@pytest.mark.usefixtures("green")
def test_a_queue_that_is_stopped(own_queue: Services) -> None:
    assert red(200) == {}
    valkey.stop(own_queue)
    assert set(red()) == {"broker", "cache"}
    assert Client().get("/healthz/").json()["redis"] is False


@pytest.mark.usefixtures("green")
def test_a_queue_that_hangs_is_not_waited_for(own_queue: Services) -> None:
    os.kill(own_queue.valkey_pid, signal.SIGSTOP)
    begun = time.monotonic()
    try:
        assert set(red()) == {"broker", "cache"}
        assert time.monotonic() - begun < 5
    finally:
        os.kill(own_queue.valkey_pid, signal.SIGCONT)


@pytest.mark.usefixtures("green")
def test_a_migration_that_is_missing() -> None:
    as_superuser("DELETE FROM django_migrations WHERE app = 'escrow' AND name LIKE '0170%'")
    assert red() == {"migrations": "Not applied: escrow.0170_heartbeats_and_proofs_of_the_books."}


@pytest.mark.usefixtures("green")
@pytest.mark.parametrize("name", [heartbeats.CLOCK, heartbeats.WORKER, heartbeats.FILES])
def test_somebody_who_was_not_heard_of_for_long(name: str) -> None:
    Heartbeat.objects.filter(name=name).update(at=clock.real_now() - timedelta(minutes=3))
    assert set(red()) == {name}


def test_a_shop_that_was_never_started() -> None:
    assert set(red()) == {"clock", "worker", "files", "books"}


@pytest.mark.usefixtures("green")
def test_a_promise_that_is_late(ben: User) -> None:
    promise(ben, minutes_ago=6)
    assert set(red()) == {"deadlines"}
    assert Client().get("/healthz/").json()["oldest_overdue_seconds"] >= 360


@pytest.mark.usefixtures("green")
def test_during_an_outage_no_promise_is_late(ben: User, sofia: User) -> None:
    promise(ben, minutes_ago=6)
    Outage.objects.create(started_at=clock.now(), reason="Dark", written_by=sofia)
    assert outages.open_now()
    assert red(200) == {}


@pytest.mark.usefixtures("green")
def test_a_notice_that_waits(ben: User) -> None:
    Notice.objects.create(
        to=ben, kind="order_paid", key="k", subject_type="order", subject_id="1",
        created_at=clock.now() - timedelta(minutes=16),
    )  # fmt: skip
    assert set(red()) == {"notices"}


@pytest.mark.usefixtures("green")
def test_a_book_that_disagrees() -> None:
    as_superuser(
        "INSERT INTO escrow_journalentry (key, kind, at) VALUES ('forged', 'forged', now())"
    )
    assert books_proving.prove_when_due() is None, "proved a moment ago"
    as_superuser("UPDATE escrow_booksproof SET started_at = started_at - interval '1 day'")
    assert prove_books() == 1
    assert red() == {"books": "The books disagree in 1 places: run check_ledger."}


@pytest.mark.usefixtures("green")
def test_a_proof_that_is_old() -> None:
    as_superuser("UPDATE escrow_booksproof SET started_at = started_at - interval '1 day',"
                 " finished_at = finished_at - interval '1 day'")  # fmt: skip
    assert set(red()) == {"books"}


@pytest.mark.usefixtures("green")
def test_a_report_that_differs() -> None:
    ReportDifference.objects.create(
        gateway="sandbox", what="charge", reference="r", kind="not_in_our_books",
        day=clock.now().date(), currency="EUR", theirs_minor=1, found_at=clock.now(),
    )  # fmt: skip
    assert set(red()) == {"reports"}


@pytest.mark.usefixtures("green")
def test_nothing_is_told_that_is_nobodys_business(own_queue: Services) -> None:
    valkey.stop(own_queue)
    with database_at(ports.free_port()):
        said = Client().get("/readyz").content.decode()
    database = django_settings.DATABASES["default"]
    for secret in (
        database["PASSWORD"],
        database["USER"],
        own_queue.passwords["valkey"],
        "127.0.0.1",
    ):
        assert str(secret) not in said


def test_a_worker_that_died_over_the_books_keeps_nobody_from_them() -> None:
    assert books_proving.begin_when_due()
    assert books_proving.prove_when_due() is None
    as_superuser("UPDATE escrow_booksproof SET started_at = started_at - interval '7 hours'")
    assert prove_books() == 0


@story
def promise(ben: User, *, minutes_ago: int) -> None:
    deadlines.set(ben, "leave", clock.now() - timedelta(minutes=minutes_ago))
