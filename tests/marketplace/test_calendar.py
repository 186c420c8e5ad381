"""A person's dates in their own calendar."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from marketplace import calendar_feeds, cancel_requests
from marketplace.models import CalendarFeed, Listing, User
from sellers.models import Seller
from tests import doings, queries
from tests.marketplace.test_api import Program

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def dates(user: User) -> dict[str, Any]:
    """What a calendar reads with nobody signed in, by the end of its key."""
    feed = calendar_feeds.make_address(by=user)
    answer = Client().get(feed.get_absolute_url())
    assert answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(event["uid"]).split("-", 2)[2].split("@")[0]: event for event in events}


def test_a_buyer_reads_until_when_it_is_sent_and_a_seller_by_when_to_send(
    ben: User, ada: Seller, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    bens, adas = dates(ben), dates(ada.user)
    assert bens["sent"]["dtend"].dt == order.ship_by == adas["send"]["dtend"].dt
    assert bens["sent"]["dtstart"].dt == order.ship_by - timedelta(minutes=15)
    assert "everything back" in str(bens["sent"]["description"])
    assert order.get_absolute_url() in str(bens["sent"]["url"])
    assert bens["sent"].walk("VALARM")[0]["trigger"].dt == timedelta(hours=-24)


def test_both_clocks_are_in_it_after_delivery(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    found = dates(ben)
    assert found["release"]["dtend"].dt == order.lines.get().hold.release_at
    assert found["claim"]["dtend"].dt == order.claim_until


def test_cases_and_questions_are_in_it(ben: User, ada: Seller, lamp: Listing) -> None:
    case = doings.complain(doings.delivered(ben, lamp))
    order = doings.buy(ben, lamp)
    cancel_requests.ask_to_cancel(order.number, by=ben, reason="mistake")
    adas = dates(ada.user)
    assert adas["cancel"]["dtend"].dt == order.cancel_requests.get().answer_by
    assert adas[f"case-{case.pk}"]["dtend"].dt == case.answer_by


def test_what_is_over_is_not(ben: User, lamp: Listing, monday: datetime) -> None:
    doings.delivered(ben, lamp)
    doings.let_pass(days=90)
    assert dates(ben) == {}


def test_it_is_in_the_readers_language(ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    User.objects.filter(pk=ben.pk).update(language="es")
    ben.refresh_from_db()
    assert "envía" in str(dates(ben)["sent"]["summary"])


def test_a_new_address_ends_the_old_one(client: Client, ben: User, lamp: Listing) -> None:
    doings.buy(ben, lamp)
    client.force_login(ben)
    client.post("/account/calendar/")
    old = CalendarFeed.objects.get().get_absolute_url()
    assert old in client.get("/orders/").content.decode()
    client.post("/account/calendar/")
    assert Client().get(old).status_code == 404
    assert Client().get(CalendarFeed.objects.get().get_absolute_url()).status_code == 200


def test_nobody_reads_the_dates_of_who_has_left(ben: User) -> None:
    feed = calendar_feeds.make_address(by=ben)
    User.objects.filter(pk=ben.pk).update(is_active=False)
    assert Client().get(feed.get_absolute_url()).status_code == 404


def test_programs_get_the_address(ben: User, mallory: User) -> None:
    program = Program(ben)
    assert program.read("/calendar/").json() == {"address": ""}
    address = program.send("/calendar/").json()["address"]
    assert address.endswith(CalendarFeed.objects.get(user=ben).get_absolute_url())
    assert Program(mallory).read("/calendar/").json() == {"address": ""}


def test_more_orders_ask_no_more_questions(client: Client, ben: User, lamp: Listing) -> None:
    doings.delivered(ben, lamp)
    address = calendar_feeds.make_address(by=ben).get_absolute_url()
    few = queries.of_page(client, address)
    for _ in range(3):
        doings.complain(doings.delivered(ben, lamp))
    assert few == queries.of_page(client, address) <= 12
