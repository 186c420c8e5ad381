"""My Orders: what needs me is on top, with the date it needs me by."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from escrow import clock
from marketplace import receipt
from marketplace.models import Listing, Order, User
from marketplace.my_orders import DONE, NEEDS_YOU, UNDER_WAY
from tests import doings, queries

pytestmark = pytest.mark.django_db


def test_what_needs_me_is_first_then_what_is_under_way_then_what_is_done(
    monday: datetime, client: Client, ben: User, lamp: Listing, bowl: Listing
) -> None:
    done = doings.delivered(ben, lamp)
    receipt.confirm_receipt(done.number, by=ben)
    arrived = doings.delivered(ben, lamp)
    under_way = doings.buy(ben, bowl)
    unpaid = doings.place(ben, lamp).orders.get()
    client.force_login(ben)
    rows = client.get("/orders/").context["rows"]
    assert [(row.order.pk, row.group) for row in rows] == [
        (unpaid.pk, NEEDS_YOU),
        (arrived.pk, NEEDS_YOU),
        (under_way.pk, UNDER_WAY),
        (done.pk, DONE),
    ]
    assert [row.act_by for row in rows[:2]] == [
        clock.now() + timedelta(minutes=30),
        clock.now() + timedelta(days=7),
    ]


def test_each_row_says_in_plain_words_how_it_stands(
    monday: datetime, client: Client, ben: User, lamp: Listing, bowl: Listing
) -> None:
    doings.delivered(ben, lamp)
    doings.buy(ben, bowl)
    client.force_login(ben)
    page = client.get("/orders/").content.decode()
    assert "Look at it and say by" in page
    assert "Cleo Ceramics sends it by" in page
    assert "€46.90" in page


def test_a_locked_order_says_that_it_is_being_settled(
    monday: datetime, client: Client, ben: User, lamp: Listing
) -> None:
    doings.complain(doings.delivered(ben, lamp))
    client.force_login(ben)
    page = client.get("/orders/")
    assert page.context["rows"][0].group == UNDER_WAY
    assert "Something is being settled" in page.content.decode()


def test_nobody_sees_anybody_elses(
    monday: datetime, client: Client, ben: User, mallory: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    for other in (mallory, order.seller.user):
        client.force_login(other)
        assert client.get("/orders/").context["rows"] == []
    assert Client().get("/orders/")["Location"] == "/accounts/login/?next=/orders/"


def test_an_empty_list_says_what_would_fill_it(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert "No orders yet" in client.get("/orders/").content.decode()


def test_a_longer_list_asks_no_more_questions(
    monday: datetime, client: Client, ben: User, lamp: Listing, bowl: Listing
) -> None:
    def more() -> None:
        doings.buy(ben, lamp, bowl)
        doings.place(ben, bowl)
        doings.delivered(ben, lamp)

    doings.buy(ben, lamp)
    client.force_login(ben)
    little, much = queries.before_and_after(client, "/orders/", more)
    assert Order.objects.count() == 5
    assert little == much <= 12


def test_the_list_has_pages(monday: datetime, client: Client, ben: User, lamp: Listing) -> None:
    for _ in range(22):
        doings.place(ben, lamp)
        doings.let_pass(minutes=31)
    client.force_login(ben)
    assert len(client.get("/orders/").context["rows"]) == 20
    assert len(client.get("/orders/?page=2").context["rows"]) == 2
    assert client.get("/orders/?page=x").status_code == 200
