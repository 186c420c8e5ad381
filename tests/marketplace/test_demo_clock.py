"""The demo's clock: anybody moves it, windows end as promised, and it stands still with the demo."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from escrow import clock, tasks, walking
from escrow.models import Deadline, DemoClock
from marketplace import tasks as shop_tasks
from marketplace.demo import clock as demo_clock
from marketplace.models import Listing, Order, Shipment, User
from tests import books, doings, rivals
from tests.cast import MONDAY
from tests.workers import until

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: object) -> Iterator[None]:
    settings.HOLDFAST_DEMO = True
    clock.forget_demo_time()
    yield
    clock.forget_demo_time()


@pytest.fixture
def order(ben: User, lamp: Listing, settings: object) -> Order:
    """Delivered; its money moves in a week. It is the moment of delivery on the demo's clock."""
    settings.HOLDFAST_DEMO = False  # no carrier of the demo's carries it a second time
    with clock.travel_to(MONDAY):
        order = doings.delivered(ben, lamp)
        DemoClock.show(clock.now())
    settings.HOLDFAST_DEMO = True
    return order


@pytest.fixture
def somebody_else() -> Iterator[object]:
    """Another session of the database."""
    with rivals.another_session() as other:
        yield other


def take(other: object, name: str) -> None:
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])


def die(other: object) -> None:
    """The session ends, and the database has noticed it."""
    session = other.connection.info.backend_pid
    other.close()

    def is_noticed() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE pid = %s", [session])
            return cursor.fetchone() is None

    assert until(is_noticed)


def test_a_jump_past_the_window_releases_the_money(order: Order) -> None:
    told = demo_clock.jump(by=timedelta(days=8))
    hold = order.lines.get().hold
    assert hold.state == "released"
    assert hold.settled_at - hold.release_at < timedelta(minutes=16)
    assert "the money of 1 order was released" in told
    books.assert_right()


def test_a_jump_within_the_window_releases_nothing(order: Order) -> None:
    told = demo_clock.jump(by=timedelta(days=6))
    assert order.lines.get().hold.state == "inspecting"
    assert "released" not in told


def test_a_jump_plays_the_carrier(ben: User, lamp: Listing) -> None:
    with clock.travel_to(MONDAY):
        sent = doings.send(doings.buy(ben, lamp))
        DemoClock.show(MONDAY)
    assert "1 parcel arrived" in demo_clock.jump(by=timedelta(days=6))
    assert Shipment.objects.get(pk=sent.pk).state == "delivered"


def test_the_next_event_is_the_one_that_the_bar_shows(order: Order) -> None:
    bar = demo_clock.shown()
    assert bar["next_what"] == "Ben is reminded"
    demo_clock.jump_to_next()
    assert timedelta() <= clock.now() - bar["next_at"] < timedelta(minutes=1)


def test_the_bar_says_who_gets_what(order: Order) -> None:
    demo_clock.jump(by=timedelta(days=6, hours=1))
    assert demo_clock.shown()["next_what"] == "Ada's Lamps gets €46.90"


def test_no_jump_is_longer_than_a_month(order: Order) -> None:
    before = clock.now()
    demo_clock.jump(by=timedelta(days=365))
    assert clock.now() - before < timedelta(days=31)


def test_a_second_jump_at_the_same_time_is_refused(order: Order, somebody_else: object) -> None:
    take(somebody_else, walking.WALKER)
    with pytest.raises(walking.AlreadyWalking, match="being moved already"):
        demo_clock.jump(by=timedelta(days=1))


def test_a_walker_who_dies_gives_the_clock_back(order: Order, somebody_else: object) -> None:
    take(somebody_else, walking.WALKER)
    die(somebody_else)
    demo_clock.jump(by=timedelta(hours=1))


def test_tasks_stand_aside_while_somebody_walks(order: Order, somebody_else: object) -> None:
    DemoClock.show(clock.now() + timedelta(days=30))
    take(somebody_else, walking.TASKS)
    asked = [tasks.sweep, tasks.run_operations, shop_tasks.send_notices, shop_tasks.play_carriers]
    assert [task() for task in asked] == [None] * 4
    assert Deadline.objects.filter(kind="release", state="pending").exists()
    die(somebody_else)
    assert tasks.sweep() > 0


def test_a_demo_that_is_stopped_loses_no_time() -> None:
    with time_machine.travel(MONDAY, tick=False) as world:
        shown = DemoClock.show(MONDAY + timedelta(days=40)).shown_at
        world.shift(timedelta(minutes=5))
        demo_clock.pause()
        world.shift(timedelta(days=3))
        assert clock_now() == shown + timedelta(minutes=5)
        demo_clock.keep()
        demo_clock.resume()
        world.shift(timedelta(minutes=1))
        assert clock_now() == shown + timedelta(minutes=6)


def test_a_demo_that_is_killed_goes_on_from_its_last_heartbeat() -> None:
    with time_machine.travel(MONDAY, tick=False) as world:
        DemoClock.show(MONDAY)
        world.shift(timedelta(seconds=10))
        shop_tasks.keep_demo_time()
        world.shift(timedelta(days=3))
        demo_clock.resume()
        assert clock_now() == MONDAY + timedelta(seconds=10)


def clock_now() -> datetime:
    clock.forget_demo_time()
    return clock.now()


def test_the_buttons_lead_back_to_their_page(client: Client, order: Order) -> None:
    answer = client.post("/demo/clock/", {"by": "7d", "next": "/outbox/?page=2"}, follow=False)
    assert (answer.status_code, answer.url) == (302, "/outbox/?page=2")
    assert clock.now() > MONDAY + timedelta(days=10)


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", ""])
def test_the_buttons_lead_nowhere_else(client: Client, order: Order, next_page: str) -> None:
    assert client.post("/demo/clock/", {"by": "next", "next": next_page}).url == "/"


def test_there_are_no_other_buttons(client: Client) -> None:
    assert client.post("/demo/clock/", {"by": "99d"}).status_code == 404
    assert client.get("/demo/clock/").status_code == 405


def test_a_refused_jump_is_told(client: Client, order: Order, somebody_else: object) -> None:
    take(somebody_else, walking.WALKER)
    page = client.post("/demo/clock/", {"by": "1d", "next": "/outbox/"}, follow=True)
    assert "The clock is being moved already" in page.content.decode()


def test_outside_the_demo_nothing_moves_the_clock(client: Client, settings: object) -> None:
    settings.HOLDFAST_DEMO = False
    assert client.post("/demo/clock/", {"by": "1d"}).status_code == 404
    assert demo_clock.shown() is None
    for asked in (demo_clock.jump_to_next, demo_clock.resume, demo_clock.pause):
        with pytest.raises(demo_clock.NotTheDemo):
            asked()
    for command in (["demo_clock", "--resume"], ["demo_people"], ["seed_demo"]):
        with pytest.raises(CommandError, match="in the demo only"):
            call_command(*command)


def test_production_never_moves_the_clock(settings: object) -> None:
    settings.PRODUCTION = True
    with pytest.raises(demo_clock.NotTheDemo):
        demo_clock.jump(by=timedelta(days=1))


def test_the_commands_say_what_they_did(capsys: pytest.CaptureFixture[str]) -> None:
    DemoClock.show(MONDAY)
    for option, state in (("--pause", "standing still"), ("--resume", "running")):
        call_command("demo_clock", option)
        assert f"Demo clock: 2026-03-02 09:00 UTC, {state}" in capsys.readouterr().out
    call_command("demo_people")
    assert "ada@example.com" in capsys.readouterr().out
