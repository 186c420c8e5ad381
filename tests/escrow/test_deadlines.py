"""Promises about time: kept once, moved, cancelled, tried again, and never silently lost."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from escrow import clock, deadlines
from escrow.models import Deadline
from escrow.story import OutsideStory
from marketplace.models import User

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
    deadlines._stories.pop("test")


@pytest.fixture
def broken() -> Iterator[None]:
    def story(ids: list[str]) -> None:
        raise ValueError("broken")

    deadlines.register("test", story)
    yield
    deadlines._stories.pop("test")


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
    assert (row.state, row.attempts) == ("dead", deadlines.ATTEMPTS_BEFORE_DEAD)
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
    deadlines._stories.pop("test")
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
