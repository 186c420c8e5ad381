"""While PostgreSQL or the queue is stopped: a page that says when to come back, and nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from escrow.models import JournalEntry
from marketplace import breaker, unavailable
from marketplace.models import Listing, Order, User
from tests import books, doings, own_services
from tests.own_services import Own

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]


@pytest.fixture(scope="module")
def servers() -> Iterator[Own]:
    with own_services.running() as own:
        yield own


@pytest.fixture
def own(servers: Own, ben: User, lamp: Listing) -> Iterator[Own]:
    """The shop of this test, on servers that it may stop."""
    own_services.copy_of_this_database(servers)
    with own_services.used_here(servers):
        yield servers


def visitor(person: User | None = None) -> Client:
    made = Client(raise_request_exception=False)
    if person:
        made.force_login(person)
    return made


def test_a_stopped_database_is_told_on_every_page_and_loses_nothing(
    own: Own, ben: User, lamp: Listing
) -> None:
    bens, nobody = visitor(ben), visitor()
    order = doings.delivered(ben, lamp)
    receipt = f"/orders/{order.number}/receipt/"
    own.stop_database()
    for client, address in (
        (nobody, "/"),
        (bens, "/orders/"),
        (bens, "/"),
        (nobody, "/search/?q=x"),
    ):
        told = client.get(address)
        assert (told.status_code, told["Retry-After"]) == (503, "30"), address
        assert "nothing was charged twice" in told.content.decode()
    assert bens.post(receipt).status_code == 503
    problem = nobody.get("/api/v1/listings/")
    assert (problem.status_code, problem.json()["code"]) == (503, "unavailable")
    assert problem["Content-Type"] == "application/problem+json"
    assert bens.get("/orders/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    own.start_database()
    own_services._point_at("default", own, "holdfast_app")
    before = JournalEntry.objects.count()
    time.sleep(breaker.PAUSE_SECONDS)
    assert bens.post(receipt).status_code == 302
    assert bens.post(receipt).status_code == 302
    assert JournalEntry.objects.count() == before + 1
    assert Order.objects.get(pk=order.pk).lines.get().hold.state == "released"
    books.assert_right()


def test_meanwhile_one_tries_and_the_others_are_told_at_once(own: Own) -> None:
    """What waits for a connection holds a thread, so only one in a while waits."""
    somebody = visitor()
    own.stop_database()
    assert somebody.get("/").status_code == 503
    own.start_database()
    own_services._point_at("default", own, "holdfast_app")
    assert somebody.get("/").status_code == 503  # nobody has tried again yet
    assert somebody.get("/healthz/").status_code == 200
    time.sleep(breaker.PAUSE_SECONDS)
    assert [somebody.get("/").status_code for _ in range(3)] == [200, 200, 200]


def test_it_is_told_in_the_readers_language(own: Own) -> None:
    own.stop_database()
    try:
        told = visitor().get("/", headers={"Accept-Language": "es"}).content.decode()
    finally:
        own.start_database()
    assert '<html lang="es">' in told


def test_a_stopped_queue_stops_nobody_from_buying(own: Own, ben: User, lamp: Listing) -> None:
    bens = visitor(ben)
    own.stop_queue()
    for address in ("/", "/orders/", "/suggestions/?q=lam", lamp.get_absolute_url(), "/cart/"):
        assert bens.get(address).status_code < 500, address
    assert visitor().get("/api/v1/listings/").status_code == 200
    order = doings.buy(ben, lamp)
    assert order.state == "paid"
    own.start_queue()


@override_settings(ACCOUNT_RATE_LIMITS={"login": "30/m/ip", "login_failed": "10/m/ip"})
def test_without_the_cache_nobody_signs_in_and_is_told_so(own: Own, ben: User) -> None:
    """What counts wrong passwords is away: who could guess without end is kept out."""
    own.stop_queue()
    told = visitor().post("/accounts/login/", {"login": ben.email, "password": "wrong"})
    assert (told.status_code, told["Retry-After"]) == (503, "30")
    own.start_queue()
    assert visitor().get("/accounts/login/").status_code == 200


def test_another_fault_is_no_outage() -> None:
    assert not unavailable.is_away(ValueError("broken"))
    assert not unavailable.is_away(None)
