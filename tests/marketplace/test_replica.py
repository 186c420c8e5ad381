"""Looking around is answered by a real copy of a real PostgreSQL; nothing else ever is."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from marketplace import replica
from marketplace.embedded import identity, postgres
from marketplace.embedded.state import Services
from marketplace.models import Listing, Order, User
from tests import doings, own_services
from tests.own_services import Own
from tests.workers import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]


@pytest.fixture(scope="module")
def servers() -> Iterator[Own]:
    with own_services.running() as own:
        yield own


@pytest.fixture
def copied(servers: Own, ben: User, lamp: Listing) -> Iterator[Services]:
    """The shop of this test on a server of its own, and a standby that follows it."""
    own_services.copy_of_this_database(servers)
    with own_services.used_here(servers), standby(servers) as services:
        settings.DATABASES["replica"] = {
            **settings.DATABASES["default"],
            "PORT": services.postgres_port,
        }
        replica.copy.asked_again_at = 0.0
        with override_settings(
            DATABASE_REPLICA_URL="set", DATABASE_ROUTERS=["marketplace.replica.Router"]
        ):
            # Once, as a process does; the test's own guard knows no alias but the usual two.
            connections["replica"].connect()
            assert replica.copy._ask()
            yield services
        connections["replica"].close()
        del connections["replica"]
        del settings.DATABASES["replica"]
        replica.copy.asked_again_at = 0.0


@contextmanager
def standby(own: Own) -> Iterator[Services]:
    services = Services(own.services.directory, own.services.directory / "standby")
    services.passwords = own.services.passwords
    login = own.services.database_url("holdfast_super", "postgres")
    made = identity.postgres().command(
        "pg_basebackup",
        "-D",
        services.postgres_data,
        "-R",
        "-X",
        "stream",
        "-c",
        "fast",
        "-d",
        login,
    )
    subprocess.run(made, check=True, cwd="/", **identity.postgres().options)
    postgres.start(services, keeps=False)
    try:
        yield services
    finally:
        postgres.stop(services)
        postgres.delete(services)


def asked(client: Client, address: str) -> tuple[int, int]:
    """How many questions the primary and the copy were asked for a page."""
    with (
        CaptureQueriesContext(connection) as first,
        CaptureQueriesContext(connections["replica"]) as copy,
    ):
        assert client.get(address).status_code == 200
    health = sum("pg_is_in_recovery" in each["sql"] for each in copy.captured_queries)
    return len(first), len(copy) - health


def test_who_looks_around_asks_the_copy_and_who_has_done_something_does_not(
    copied: Services, ben: User, lamp: Listing
) -> None:
    nobody, bens = Client(), Client()
    bens.force_login(ben)
    address = lamp.get_absolute_url()
    assert asked(nobody, address)[1] > 0
    assert asked(bens, address)[1] > 0
    assert asked(bens, "/orders/")[1] == 0
    assert asked(bens, "/cart/")[1] == 0
    # Ben puts it into his cart: for some seconds he sees what he has done, and nothing older.
    bens.post("/cart/items/", {"variant": lamp.variants.get().pk})
    assert bens.cookies["wrote"]["max-age"] == settings.HOLDFAST_REPLICA_STICKY_SECONDS
    assert asked(bens, address)[1] == 0
    assert asked(nobody, address)[1] > 0


def test_a_copy_that_is_away_is_done_without(copied: Services, lamp: Listing) -> None:
    postgres.stop(copied)
    replica.copy.asked_again_at = 0.0
    primary, copy = asked_of_primary(lamp), replica.copy.was_well
    assert primary > 0
    assert not copy


def asked_of_primary(lamp: Listing) -> int:
    with CaptureQueriesContext(connection) as found:
        assert Client().get(lamp.get_absolute_url()).status_code == 200
    return len(found)


def test_a_copy_that_is_behind_is_not_asked(copied: Services, lamp: Listing) -> None:
    owner = copied.database_url("holdfast_super")
    with psycopg.connect(owner, autocommit=True) as standby_admin:
        standby_admin.execute("SELECT pg_wal_replay_pause()")
        Listing.objects.filter(pk=lamp.pk).update(title="Another lamp")
        with override_settings(HOLDFAST_REPLICA_BEHIND_SECONDS=0):
            assert until(lambda: not replica.copy._ask(), 10)
            replica.copy.asked_again_at = 0.0
            led = Client().get(lamp.get_absolute_url())
            assert "another-lamp" in led.url, "the copy does not know of it yet"
        standby_admin.execute("SELECT pg_wal_replay_resume()")
    assert until(replica.copy._ask, 10)


def test_inside_a_transaction_and_for_money_it_is_never_asked(
    copied: Services, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)

    def read(_request: object) -> HttpResponse:
        with transaction.atomic():
            assert Listing.objects.get(pk=lamp.pk)._state.db == "default"
        assert Order.objects.get(pk=order.pk)._state.db == "default"
        found = next(Listing.objects.filter(pk=lamp.pk).iterator(), None)
        while found is None:  # it follows within a moment
            time.sleep(0.05)
            found = Listing.objects.filter(pk=lamp.pk).first()
        assert found._state.db == "replica"
        found.title = "Written at home"
        found.save(update_fields=["title"])
        return HttpResponse()

    replica.looking_around(read)(RequestFactory().get("/"))
    assert Listing.objects.get(pk=lamp.pk).title == "Written at home"
    assert Listing.objects.get(pk=lamp.pk)._state.db == "default"


def test_without_a_copy_everything_is_as_it_was(lamp: Listing) -> None:
    answer = Client().post("/cart/items/", {"variant": lamp.variants.get().pk})
    assert "wrote" not in answer.cookies
    assert not settings.DATABASE_ROUTERS
