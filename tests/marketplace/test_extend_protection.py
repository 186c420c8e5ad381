"""Three more days, once, no questions."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from marketplace.models import Listing, Order, User
from tests import books, doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monday: datetime, client: Client, ben: User, lamp: Listing) -> Order:
    client.force_login(ben)
    return doings.delivered(ben, lamp)


def extend(client: Client, order: Order) -> str:
    address = f"/orders/{order.number}/extension/"
    return client.post(address, follow=True).content.decode()


def release_at(order: Order) -> datetime:
    moment = order.lines.get().hold.release_at
    assert moment is not None
    return moment


def test_the_money_waits_three_days_longer(client: Client, order: Order) -> None:
    before = release_at(order)
    assert "You have more time now" in extend(client, order)
    assert release_at(order) == before + timedelta(days=3)
    doings.let_pass(days=8)
    assert order.lines.get().hold.state == "inspecting"
    doings.let_pass(days=3)
    assert order.lines.get().hold.state == "released"
    books.assert_right()


def test_once_only(client: Client, order: Order) -> None:
    extend(client, order)
    longer = release_at(order)
    page = extend(client, order)
    assert "You can take more time once" in page
    assert "more days</button>" not in page
    assert release_at(order) == longer
    books.assert_right()


def test_not_after_the_money_moved(client: Client, order: Order) -> None:
    doings.let_pass(days=8)
    assert "You can take more time once" in extend(client, order)
    books.assert_right()


def test_not_before_it_arrived(monday: datetime, client: Client, ben: User, lamp: Listing) -> None:
    client.force_login(ben)
    assert "You can take more time once" in extend(client, doings.buy(ben, lamp))


def test_neither_a_stranger_nor_the_seller_can_do_it(
    client: Client, order: Order, mallory: User
) -> None:
    before = release_at(order)
    for other in (mallory, order.seller.user):
        client.force_login(other)
        assert client.post(f"/orders/{order.number}/extension/").status_code == 404
    assert Client().post(f"/orders/{order.number}/extension/").status_code == 302
    assert release_at(order) == before
