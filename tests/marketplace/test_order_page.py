"""The order, for its buyer: where is it, where is my money, what can I do."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from escrow import clock
from marketplace.models import Listing, User
from tests import doings, queries

pytestmark = pytest.mark.django_db

CONFIRM, EARLY, COMPLAIN = "all good: release now", "Is it here already?", "Something is wrong"


@pytest.fixture
def reader(monday: datetime, client: Client, ben: User) -> Client:
    client.force_login(ben)
    return client


def words(client: Client, order: object) -> str:
    return client.get(order.get_absolute_url()).content.decode()


def test_a_paid_order_says_who_sends_it_by_when(reader: Client, ben: User, lamp: Listing) -> None:
    page = words(reader, doings.buy(ben, lamp))
    assert "Holdfast holds your €46.90" in page
    assert "Ada&#x27;s Lamps sends it by then" in page
    assert "Kastanienallee 7" in page
    assert COMPLAIN not in page
    assert EARLY not in page


def test_on_the_way_confirming_is_possible_and_not_pushed(
    reader: Client, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    doings.send(order)
    page = words(reader, order)
    assert EARLY in page
    assert "What to look at first" not in page
    assert "sent it with Kelp Post" in page


def test_when_it_has_arrived_all_three_ways_are_open(
    reader: Client, ben: User, lamp: Listing
) -> None:
    page = words(reader, doings.delivered(ben, lamp))
    assert CONFIRM in page
    assert "What to look at first" in page
    assert COMPLAIN in page
    assert "+3 more days" in page
    assert "You can still complain until" in page


def test_after_the_promised_day_one_can_complain_though_nothing_arrived(
    reader: Client, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    doings.send(order)
    order.refresh_from_db()
    assert COMPLAIN not in words(reader, order)
    clock.move_to(order.nr_opens_at)
    assert COMPLAIN in words(reader, order)


def test_one_can_complain_after_the_money_moved_until_the_second_clock_ends(
    reader: Client, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    page = words(reader, order)
    assert CONFIRM not in page
    assert COMPLAIN in page
    clock.advance(timedelta(days=30))
    assert COMPLAIN not in words(reader, order)


def test_a_case_is_listed_and_the_bar_is_locked(reader: Client, ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    dispute = doings.complain(order)
    page = words(reader, order)
    assert "Locked at Holdfast" in page
    assert dispute.get_absolute_url() in page
    assert CONFIRM not in page


def test_an_unpaid_order_leads_back_to_paying(reader: Client, ben: User, lamp: Listing) -> None:
    order = doings.place(ben, lamp).orders.get()
    page = words(reader, order)
    assert f"/checkout/{order.checkout_id}/return/" in page
    doings.let_pass(minutes=31)
    assert "Go on to pay" not in words(reader, order)


def test_the_seller_is_led_to_their_own_page_and_a_stranger_to_none(
    reader: Client, ben: User, mallory: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    reader.force_login(order.seller.user)
    assert reader.get(order.get_absolute_url())["Location"] == f"/desk/orders/{order.number}/"
    reader.force_login(mallory)
    assert reader.get(order.get_absolute_url()).status_code == 404
    assert reader.get("/orders/HF-NOWHERE/").status_code == 404
    assert Client().get(order.get_absolute_url()).status_code == 302


def test_the_days_are_told_in_the_readers_time_zone(
    reader: Client, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    assert "23:59" in words(reader, order)
    User.objects.filter(pk=ben.pk).update(time_zone="Asia/Tokyo")
    assert "07:59" in words(reader, order)


def test_more_things_and_scans_ask_no_more_questions(
    reader: Client, ben: User, lamp: Listing, bowl: Listing
) -> None:
    small = doings.buy(ben, lamp)
    doings.send(small)
    few = queries.of_page(reader, small.get_absolute_url())
    large = doings.delivered(ben, lamp, quantity=2)
    many = queries.of_page(reader, large.get_absolute_url())
    assert few == many <= 12
