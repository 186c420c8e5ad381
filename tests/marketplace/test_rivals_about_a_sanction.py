"""An answer to an appeal waits for the shop before it takes what was decided about it."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from marketplace import sanction_appeals
from marketplace.models import User
from sellers import level_review
from sellers.models import Sanction, Seller
from tests.marketplace.test_what_staff_decide_about_people import WHY, senior

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("monday")]
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"


def test_the_shop_comes_before_what_was_decided_about_it(ada: Seller) -> None:
    kim, lee = senior(), senior("lee@example.com")
    level_review.restrict([ada.pk], by=kim, because=WHY)
    made = Sanction.objects.get()
    sanction_appeals.appeal(made, by=ada.user, words="One carrier lost them all.")
    with ThreadPoolExecutor(1) as others:
        with transaction.atomic():
            Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=ada.pk)
            granted = others.submit(alone(grant), made, lee)
            until_somebody_waits()
            free = Sanction.objects.select_for_update(no_key=True, of=("self",), nowait=True)
            assert free.get(pk=made.pk).ended_at is None
        granted.result(timeout=10)
    made.refresh_from_db()
    assert made.why_ended == Sanction.Why.GRANTED


def grant(sanction: Sanction, by: User) -> None:
    sanction_appeals.answer(sanction, by=by, granted=True, words="So it was.")


def alone(deed: Callable[..., None]) -> Callable[..., None]:
    def run(*about: object) -> None:
        try:
            deed(*about)
        finally:
            connection.close()

    return run


def until_somebody_waits() -> None:
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING, [connection.settings_dict["NAME"]])
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits for the shop")
