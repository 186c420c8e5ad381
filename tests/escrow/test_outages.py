"""An outage gives its length back to every open window, and nothing is run while it lasts."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from escrow import clock, deadlines, outages, tasks
from escrow.models import Deadline, Outage
from escrow.outages import NoSuchOutage
from marketplace.models import Listing, User
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
TWO_DAYS = timedelta(days=2)


def test_nothing_is_released_while_nobody_can_complain(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    hold = order.lines.get().hold
    outages.begin("The data centre burned.", by=None)
    clock.advance(timedelta(days=30))
    tasks.sweep()
    hold.refresh_from_db()
    assert hold.state == "inspecting"
    books.assert_right()


def test_every_open_window_ends_later_by_the_time_that_was_lost(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    hold = order.lines.get().hold
    before = (hold.release_at, order.claim_until, _release_deadline().due_at)
    clock.advance(timedelta(days=1))
    outages.begin("The data centre burned.", by=None)
    clock.advance(TWO_DAYS)
    outages.end(by=None)
    hold.refresh_from_db()
    order.refresh_from_db()
    after = (hold.release_at, order.claim_until, _release_deadline().due_at)
    assert after == tuple(moment + TWO_DAYS for moment in before)
    books.assert_right()


def test_a_seller_gets_the_time_to_answer_back(ben: User, lamp: Listing) -> None:
    dispute = doings.complain(doings.delivered(ben, lamp))
    before = dispute.answer_by
    outages.begin("No web.", by=None)
    clock.advance(TWO_DAYS)
    outages.end(by=None)
    dispute.refresh_from_db()
    assert dispute.answer_by == before + TWO_DAYS
    doings.let_pass(hours=71)
    dispute.refresh_from_db()
    assert dispute.state == "awaiting_seller"


def test_a_window_that_was_over_before_stays_over(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=20)
    order.refresh_from_db()
    ship_by = order.ship_by
    outages.write_down(clock.now() - TWO_DAYS, clock.now(), "No web.", by=None)
    order.refresh_from_db()
    assert order.ship_by == ship_by


def test_one_outage_at_a_time() -> None:
    outages.begin("No web.", by=None)
    with pytest.raises(NoSuchOutage):
        outages.begin("Again.", by=None)
    outages.end(by=None) if clock.advance(TWO_DAYS) else None
    with pytest.raises(NoSuchOutage):
        outages.end(by=None)


def test_the_command_writes_one_down_and_wants_a_time_zone() -> None:
    with pytest.raises(CommandError, match="time zone"):
        call_command("outage", "over", since="2026-03-01T09:00", until="2026-03-01T11:00")
    call_command("outage", "over", since="2026-03-01T09:00Z", until="2026-03-01T11:00Z")
    assert Outage.objects.get().ended_at is not None


def test_staff_write_one_down_in_the_admin(client: Client, ben: User) -> None:
    ben.is_staff = ben.is_superuser = True
    ben.save()
    client.force_login(ben)
    when = {
        "started_at_0": "2026-03-02",
        "started_at_1": "08:00",
        "ended_at_0": "",
        "ended_at_1": "",
    }
    client.post("/admin/escrow/outage/add/", {"reason": "No web.", **when})
    assert outages.open_now() is not None
    clock.advance(TWO_DAYS)
    chosen = {"action": "end_now", "_selected_action": [Outage.objects.get().pk]}
    client.post("/admin/escrow/outage/", chosen)
    assert outages.open_now() is None


def _release_deadline() -> Deadline:
    assert deadlines.next_due() is not None
    return Deadline.objects.get(kind="release", state="pending")
