"""Promises about time: kept once, moved, cancelled, tried again, and never silently lost."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from escrow import clock, deadlines, sweeping
from escrow.models import Deadline
from escrow.story import OutsideStory
from marketplace.celery import app
from marketplace.models import User
from sellers.models import Seller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HOUR = timedelta(hours=1)


@pytest.fixture
def calls() -> Iterator[list[list[str]]]:
    """A story for the kind `test` that notes its calls, keeps its promise, and may be broken."""
    made: list[list[str]] = []

    def story(ids: list[str]) -> None:
        made.append(ids)
        with transaction.atomic():
            deadlines.done(User.objects.filter(pk__in=ids), "test")

    deadlines.register("test", story)
    yield made
    sweeping._stories.pop("test")


@pytest.fixture
def broken() -> Iterator[None]:
    def story(ids: list[str]) -> None:
        raise ValueError("broken")

    deadlines.register("test", story)
    yield
    sweeping._stories.pop("test")


def promise(*people: User, at: datetime) -> None:
    with transaction.atomic():
        deadlines.set_each((person, "test", at) for person in people)


def test_nothing_happens_before_its_instant(ben: User, calls: list[list[str]]) -> None:
    promise(ben, at=clock.now() + HOUR)
    deadlines.sweep()
    assert calls == []
    clock.advance(HOUR)
    deadlines.sweep()
    assert calls == [[str(ben.pk)]]
    deadlines.sweep()
    assert len(calls) == 1


def test_promises_of_a_kind_are_kept_together(
    ben: User, mallory: User, calls: list[list[str]]
) -> None:
    promise(ben, mallory, at=clock.now())
    assert deadlines.sweep() == 2
    assert len(calls) == 1


def test_a_promise_made_again_is_moved(ben: User, calls: list[list[str]]) -> None:
    promise(ben, at=clock.now())
    promise(ben, at=clock.now() + HOUR)
    deadlines.sweep()
    assert calls == []
    assert Deadline.objects.filter(kind="test").count() == 1


def test_a_cancelled_promise_is_not_kept(ben: User, calls: list[list[str]]) -> None:
    promise(ben, at=clock.now())
    with transaction.atomic():
        deadlines.cancel([ben], "test")
    deadlines.sweep()
    assert calls == []


@pytest.mark.usefixtures("broken")
def test_a_broken_story_is_tried_ever_more_slowly_and_then_left_for_staff(ben: User) -> None:
    promise(ben, at=clock.now())
    waits = []
    while (row := Deadline.objects.get(kind="test")).state == "pending":
        clock.move_to(max(row.due_at, clock.now()))
        deadlines.sweep()
        waits.append(Deadline.objects.get(kind="test").due_at - clock.now())
    assert waits == sorted(waits)
    assert (row.state, row.attempts) == ("dead", sweeping.ATTEMPTS_BEFORE_DEAD)
    assert "broken" in row.last_error


def test_one_bad_subject_does_not_hold_up_the_others(ben: User, mallory: User) -> None:
    kept: list[str] = []

    def story(ids: list[str]) -> None:
        if str(ben.pk) in ids:
            raise ValueError("bad")
        kept.extend(ids)
        with transaction.atomic():
            deadlines.done(User.objects.filter(pk__in=ids), "test")

    deadlines.register("test", story)
    promise(ben, mallory, at=clock.now())
    deadlines.sweep()
    sweeping._stories.pop("test")
    assert kept == [str(mallory.pk)]


def test_the_oldest_overdue_promise_is_the_health_figure(ben: User) -> None:
    assert deadlines.oldest_overdue_seconds() == 0
    promise(ben, at=clock.now() - HOUR)
    assert deadlines.oldest_overdue_seconds() == 3600


def test_steps_refuse_to_work_outside_a_story(ben: User) -> None:
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(OutsideStory):
            deadlines.set(ben, "test", clock.now())
    finally:
        connection.in_atomic_block = before


def crowd(size: int) -> list[User]:
    return User.objects.bulk_create(
        User(email=f"{n}@example.com", name=str(n), password="!") for n in range(size)
    )


def test_one_bad_subject_among_a_thousand_costs_about_twenty_calls() -> None:
    people, calls = crowd(1000), 0
    bad = str(people[617].pk)

    def story(ids: list[str]) -> None:
        nonlocal calls
        calls += 1
        if bad in ids:
            raise ValueError("bad")
        with transaction.atomic():
            deadlines.done_by_id(User, ids, "test")

    deadlines.register("test", story, batch=1000)
    promise(*people, at=clock.now())
    deadlines.sweep()
    sweeping._stories.pop("test")
    assert calls <= 21
    left = Deadline.objects.get(kind="test", state="pending")
    assert (left.subject_id, left.attempts) == (bad, 1)


def test_a_story_gets_no_more_than_its_batch(calls: list[list[str]]) -> None:
    promise(*crowd(250), at=clock.now())
    assert deadlines.sweep() == 250
    assert [len(ids) for ids in calls] == [100, 100, 50]


def test_after_days_without_a_broker_one_sweep_catches_up_in_due_order(
    ben: User, mallory: User, ada: Seller, calls: list[list[str]]
) -> None:
    """Every obligation is a row: emptying the queue loses none, and none is late for long."""
    for person, hours in ((mallory, 30), (ben, 50), (ada.user, 10)):
        promise(person, at=clock.now() + hours * HOUR)
    app.control.purge()
    clock.advance(timedelta(days=9))
    assert deadlines.oldest_overdue_seconds() == (9 * 24 - 10) * 3600
    assert deadlines.sweep() == 3
    assert calls == [[str(person.pk) for person in (ada.user, mallory, ben)]]
    assert deadlines.oldest_overdue_seconds() == 0


def test_a_turn_ends_and_says_that_more_is_due(calls: list[list[str]]) -> None:
    promise(*crowd(sweeping.PAGE + 1), at=clock.now())
    assert deadlines.take_turn(seconds=0) == (sweeping.PAGE, True)
    assert deadlines.take_turn(seconds=0) == (1, True)
    assert deadlines.take_turn(seconds=0) == (0, False)


def test_what_a_story_leaves_is_passed_by_until_the_next_sweep(ben: User, mallory: User) -> None:
    """Another worker has it locked: this one goes on and does not come back at once."""
    seen: list[str] = []

    def story(ids: list[str]) -> None:
        seen.extend(ids)

    deadlines.register("test", story, batch=1)
    promise(ben, mallory, at=clock.now())
    assert deadlines.sweep() == 2
    sweeping._stories.pop("test")
    assert seen == [str(ben.pk), str(mallory.pk)]
    assert Deadline.objects.pending().filter(kind="test").count() == 2


def test_the_next_page_is_found_by_the_due_index(ben: User) -> None:
    """However many deadlines there are; the planner is only kept from a table this small."""
    promise(ben, at=clock.now())
    with connection.cursor() as cursor:
        for way in ("seqscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        values = [clock.now(), *sweeping.BEGINNING, ["test"], 1000]
        cursor.execute("EXPLAIN " + sweeping.NEXT_PAGE, values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "deadline_due" in plan
    assert "Sort" not in plan
