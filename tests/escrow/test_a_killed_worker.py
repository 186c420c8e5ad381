"""A worker that dies in the middle of a sweep loses nothing and releases nothing twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from escrow import clock
from escrow.models import Deadline, Hold, JournalEntry
from marketplace.celery import app
from marketplace.models import Category, Order, User
from sellers.models import Seller
from tests import books, doings, factories
from tests.workers import kill, until, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PURCHASES, LINES = 6, 200


def due_holds(buyer: User, seller: Seller, category: Category) -> int:
    """Many holds whose window ended a moment ago, in six large orders: more than one batch."""
    with clock.travel_to(clock.real_now() - timedelta(days=12)):
        things = [
            factories.listing(seller, category, f"Bulb {n}", price_minor=100, stock=PURCHASES)
            for n in range(LINES)
        ]
        for _ in range(PURCHASES):
            doings.delivered(buyer, *things)
            clock.move_to(clock.real_now() - timedelta(days=12))
    return PURCHASES * LINES


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            "WHERE NOT l.granted AND a.datname = current_database())"
        )
        return bool(cursor.fetchone()[0])


def released() -> int:
    return Hold.objects.filter(state="released").count()


def test_every_hold_is_released_exactly_once(ben: User, ada: Seller, lamps: Category) -> None:
    whole, queue = due_holds(ben, ada, lamps), f"test-{uuid4().hex}"
    last = Order.objects.order_by("pk").last()
    with transaction.atomic():  # the last batch waits for an order that we keep locked
        Order.objects.select_for_update().get(pk=last.pk)
        with worker(queue) as first:
            app.send_task("escrow.tasks.sweep", queue=queue)
            assert until(lambda: released() > 0)
            assert until(waits_for_a_lock)
            kill(first)
    connection.close()
    assert 0 < released() < whole, "the worker was not killed in the middle"
    books.assert_right()

    with worker(queue):
        app.send_task("escrow.tasks.sweep", queue=queue)
        assert until(lambda: released() == whole)
    assert JournalEntry.objects.filter(kind="release").count() == whole
    assert not Deadline.objects.pending().filter(kind="release").exists()
    books.assert_right()
