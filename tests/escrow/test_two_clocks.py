"""Two beats by mistake, several workers: every task of the clock runs twice at once, and happens once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.core import mail

from escrow import clock
from escrow.models import Deadline, Hold, JournalEntry, Notice, Payout
from marketplace.models import Listing, User, Variant
from sellers.models import Seller
from tests import books, doings
from tests.cast import MONDAY
from tests.rivals import at_once

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
ORDERS = 6


def test_every_task_of_the_clock_may_run_twice_at_once(
    ben: User, ada: Seller, lamp: Listing
) -> None:
    Variant.objects.filter(listing=lamp).update(on_hand=100)
    with clock.travel_to(MONDAY):
        for _ in range(ORDERS):
            doings.arrive(doings.send(doings.buy(ben, lamp)))
        clock.advance(timedelta(days=9))
        current_app.loader.import_default_modules()
        tasks = sorted({one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()})
        assert "escrow.tasks.sweep" in tasks
        for name in tasks:
            run = current_app.tasks[name].run
            answers = at_once(*[run] * 4)
            assert not [one for one in answers if isinstance(one, Exception)], (name, answers)
        released = JournalEntry.objects.filter(key__startswith="release:").count()
        assert released == Hold.objects.filter(state="released").count() == ORDERS
        assert not Deadline.objects.due(clock.now()).filter(kind="release").exists()
        sent = [message.extra_headers.get("Message-ID") for message in mail.outbox]
        assert len(sent) == len(set(sent)) == Notice.objects.exclude(sent_at=None).count()
        assert Payout.objects.count() <= 1
        books.assert_right()
