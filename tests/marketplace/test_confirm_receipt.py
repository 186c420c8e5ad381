"""It's all good: the buyer releases the money, and keeps the right to complain."""

from datetime import datetime

import pytest
from django.test import Client

from escrow.money import Money
from marketplace.models import Listing, Order, User
from tests import books, doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monday: datetime, client: Client, ben: User, lamp: Listing) -> Order:
    client.force_login(ben)
    return doings.delivered(ben, lamp)


def confirm(client: Client, order: Order) -> str:
    address = f"/orders/{order.number}/receipt/"
    return client.post(address, follow=True).content.decode()


def test_the_seller_gets_the_money_and_the_buyer_keeps_the_second_clock(
    client: Client, order: Order
) -> None:
    page = confirm(client, order)
    order.refresh_from_db()
    assert order.state == "completed"
    assert books.payable(order.seller) == Money(4315, "EUR")
    assert "Thank you" in page
    assert "You can still complain until" in page
    books.assert_right()


def test_twice_moves_it_once_and_says_so(client: Client, order: Order) -> None:
    confirm(client, order)
    assert "There is no money to release here" in confirm(client, order)
    assert books.payable(order.seller) == Money(4315, "EUR")
    books.assert_right()


def test_after_silence_has_released_it_there_is_nothing_left_to_do(
    client: Client, order: Order
) -> None:
    doings.let_pass(days=8)
    assert "There is no money to release here" in confirm(client, order)
    books.assert_right()


def test_before_it_was_sent_nothing_can_be_released(
    monday: datetime, client: Client, ben: User, lamp: Listing
) -> None:
    client.force_login(ben)
    order = doings.buy(ben, lamp)
    assert "There is no money to release here" in confirm(client, order)
    assert order.lines.get().hold.state == "held"
    books.assert_right()


def test_what_is_in_dispute_stays_where_it_is(client: Client, order: Order) -> None:
    doings.complain(order)
    assert "There is no money to release here" in confirm(client, order)
    assert order.lines.get().hold.state == "frozen"
    books.assert_right()


def test_neither_a_stranger_nor_the_seller_can_do_it(
    client: Client, order: Order, mallory: User
) -> None:
    for other in (mallory, order.seller.user):
        client.force_login(other)
        assert client.post(f"/orders/{order.number}/receipt/").status_code == 404
    visitor = Client()
    assert visitor.post(f"/orders/{order.number}/receipt/").status_code == 302
    assert client.get(f"/orders/{order.number}/receipt/").status_code == 405
    assert order.lines.get().hold.state == "inspecting"
    books.assert_right()
