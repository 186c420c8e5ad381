"""Somebody becomes a seller."""

from typing import Any

import pytest
from django.test import Client

from escrow.models import AuditEntry
from escrow.money import Money
from marketplace.models import User
from sellers.models import Seller

pytestmark = pytest.mark.django_db

FILLED = {
    "name": "Ben's Books",
    "story": "Read twice, kept well.",
    "country": "DE",
    "city": "Berlin",
    "time_zone": "Europe/Berlin",
    "handling_days": 2,
    "return_days": 14,
    "return_postage": "seller",
    "return_condition": "unused",
    "price": "3,50",
    "currency": "EUR",
    "days_min": 1,
    "days_max": 3,
}


def send(client: Client, **other: Any) -> Any:
    return client.post("/desk/open/", {**FILLED, **other})


def test_somebody_without_a_shop_is_sent_to_open_one(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert client.get("/desk/").headers["Location"] == "/desk/open/"
    page = client.get("/desk/open/").content.decode()
    assert 'value="Europe/Berlin" selected' in page


def test_a_shop_opens_with_one_lane_to_everywhere(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert send(client).headers["Location"] == "/desk/listings/new/"
    seller = Seller.objects.get(user=ben)
    assert (seller.slug, seller.level, seller.handling_days) == ("bens-books", "new", 2)
    assert seller.lanes.get().price == Money(350, "EUR")
    assert AuditEntry.objects.get(action="shop_opened").by_id == ben.pk


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert "login" in client.get("/desk/open/").headers["Location"]


def test_a_second_time_leads_to_the_desk(client: Client, ada: Seller) -> None:
    client.force_login(ada.user)
    assert send(client).headers["Location"] == "/desk/"
    assert Seller.objects.count() == 1


def test_a_name_belongs_to_one_shop(client: Client, ben: User, ada: Seller) -> None:
    client.force_login(ben)
    page = send(client, name="Ada's Lamps").content.decode()
    assert "Another shop has this name" in page
    assert "Read twice, kept well." in page
    assert not Seller.objects.filter(user=ben).exists()


def test_two_names_that_look_the_same_in_an_address_get_a_number(
    client: Client, ben: User, ada: Seller
) -> None:
    client.force_login(ben)
    send(client, name="Adas Lamps")
    assert Seller.objects.get(user=ben).slug == "adas-lamps-2"


@pytest.mark.parametrize("typed", ["four", "-1", "1e9", "4.999", "1,000", "NaN"])
def test_a_price_that_cannot_be_read_is_explained(client: Client, ben: User, typed: str) -> None:
    client.force_login(ben)
    page = send(client, price=typed).content.decode()
    assert "Write it like this: 42.00" in page
    assert not Seller.objects.filter(user=ben).exists()


def test_the_slowest_day_is_not_before_the_fastest(client: Client, ben: User) -> None:
    client.force_login(ben)
    page = send(client, days_min=9, days_max=3).content.decode()
    assert "cannot be faster than the fastest" in page
