"""Rating a completed order: once, in its time, sealed until the time is over."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from marketplace import receipt
from marketplace.models import Listing, Order, User
from sellers.models import Rating
from tests import books, doings

pytestmark = pytest.mark.django_db

SAID = {
    "stars": "5",
    "as_described": "4",
    "communication": "5",
    "dispatch": "3",
    "text": "Warm light.",
}


@pytest.fixture
def order(monday: datetime, client: Client, ben: User, lamp: Listing) -> Order:
    client.force_login(ben)
    return receipt.confirm_receipt(doings.delivered(ben, lamp).number, by=ben)


def rate(client: Client, order: Order, **more: Any) -> str:
    address = f"/orders/{order.number}/rating/"
    return client.post(address, {**SAID, **more}, follow=True).content.decode()


def test_it_is_kept_and_sealed_for_everybody_else(client: Client, order: Order) -> None:
    assert "How was it with" in client.get(order.get_absolute_url()).content.decode()
    page = rate(client, order)
    rating = Rating.objects.get()
    assert (rating.stars, rating.as_described, rating.dispatch) == (5, 4, 3)
    assert "Sealed until" in page
    assert "Warm light." in page
    assert "Warm light." not in client.get(order.seller.get_absolute_url()).content.decode()
    books.assert_right()


def test_after_the_seal_everybody_reads_it(client: Client, order: Order) -> None:
    rate(client, order)
    doings.let_pass(days=31)
    assert "Warm light." in Client().get(order.seller.get_absolute_url()).content.decode()
    assert "Everybody can read it" in client.get(order.get_absolute_url()).content.decode()


def test_what_was_typed_is_kept_when_a_star_is_missing(client: Client, order: Order) -> None:
    page = rate(client, order, stars="")
    assert "Choose one to five stars." in page
    assert "Warm light." in page
    assert not Rating.objects.exists()


@pytest.mark.parametrize("wrong", [{"stars": "6"}, {"stars": "x"}, {"text": "x" * 2001}])
def test_nonsense_is_refused(client: Client, order: Order, wrong: dict[str, str]) -> None:
    rate(client, order, **wrong)
    assert not Rating.objects.exists()


def test_once_only(client: Client, order: Order) -> None:
    rate(client, order)
    assert "rated this order already" in rate(client, order, stars="1")
    assert Rating.objects.get().stars == 5


def test_not_when_the_time_is_over(client: Client, order: Order) -> None:
    doings.let_pass(days=31)
    assert "until its review window ends" in rate(client, order)
    assert "How was it with" not in client.get(order.get_absolute_url()).content.decode()


def test_not_before_it_is_complete(client: Client, ben: User, order: Order, lamp: Listing) -> None:
    assert "once it is complete" in rate(client, doings.buy(ben, lamp))


def test_neither_a_stranger_nor_the_seller_can_do_it(
    client: Client, order: Order, mallory: User
) -> None:
    for other in (mallory, order.seller.user):
        client.force_login(other)
        assert client.post(f"/orders/{order.number}/rating/", SAID).status_code == 404
    assert Client().post(f"/orders/{order.number}/rating/", SAID).status_code == 302
    assert not Rating.objects.exists()
