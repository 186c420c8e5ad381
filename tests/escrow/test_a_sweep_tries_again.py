"""While the database is away a sweep is tried again and again, and does its work when it is back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.db import OperationalError, connection

from escrow import clock, tasks
from escrow.models import Hold
from marketplace.models import Listing, User
from tests import doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
WINDOW = timedelta(days=30)


class Away:
    """The database refuses so many questions, and then answers."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self, ask: Callable[..., Any], *question: Any) -> Any:
        if self.left:
            self.left -= 1
            raise OperationalError("the connection is lost")
        return ask(*question)


def test_what_is_due_is_released_when_the_database_is_back(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    clock.advance(WINDOW)
    with connection.execute_wrapper(Away(times=3)):
        tasks.sweep.apply()
    assert Hold.objects.get(line__order=order).state == "released"


def test_it_gives_up_where_the_database_stays_away() -> None:
    away = Away(times=1_000)
    with connection.execute_wrapper(away):
        ended = tasks.sweep.apply()
    tries = 1_000 - away.left
    assert ended.state in ("FAILURE", "RETRY")
    assert tries == tasks.AGAIN["max_retries"] + 1


def test_each_try_expires_with_its_turn() -> None:
    """So the tries of one turn never stand beside those of the next."""
    turn = current_app.conf.beat_schedule["sweep"]
    together = tasks.AGAIN["countdown"] * tasks.AGAIN["max_retries"]
    assert turn["options"]["expires"] <= together
