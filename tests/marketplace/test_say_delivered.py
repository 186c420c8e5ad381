"""A seller says that it has arrived, where no carrier does; and numbers that look odd."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from marketplace import known_carriers
from marketplace.models import Listing, Shipment, User
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def parcel(ben: User, lamp: Listing) -> Shipment:
    return doings.send(doings.buy(ben, lamp))


def say(client: Client, parcel: Shipment) -> Any:
    where = f"/desk/orders/{parcel.order.number}/shipments/{parcel.pk}/arrival/"
    return client.post(where, follow=True)


def test_it_is_the_weakest_proof_and_waits_for_the_promised_day(
    client: Client, parcel: Shipment
) -> None:
    client.force_login(parcel.order.seller.user)
    assert "your word alone" in client.get(f"/desk/orders/{parcel.order.number}/").content.decode()
    assert "counts as your word alone" in say(client, parcel).content.decode()
    parcel.refresh_from_db()
    hold = parcel.order.lines.get().hold
    assert (parcel.state, parcel.proof_grade, hold.state) == ("delivered", "D", "inspecting")
    assert hold.release_at == parcel.order.promised_by + timedelta(days=14)
    books.assert_right()


def test_twice_changes_nothing(client: Client, parcel: Shipment) -> None:
    client.force_login(parcel.order.seller.user)
    say(client, parcel)
    assert "not on its way to the buyer any more" in say(client, parcel).content.decode()
    assert parcel.events.count() == 1


def test_programs_say_it_too(client: Client, parcel: Shipment) -> None:
    client.force_login(parcel.order.seller.user)
    where = f"/api/v1/orders/{parcel.order.number}/arrivals/"
    asked = {"shipment": str(parcel.pk)}
    answer = client.post(where, asked, content_type="application/json")
    assert answer.json()["state"] == "delivered"
    assert client.post(where, asked, content_type="application/json").status_code == 409


@pytest.mark.parametrize("who", ["mallory", "ben", "cleo"])
def test_nobody_else(client: Client, parcel: Shipment, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert say(client, parcel).status_code == 404
    parcel.refresh_from_db()
    assert parcel.state == "dispatched"


@pytest.mark.parametrize("carrier", known_carriers.REAL + known_carriers.IMAGINARY)
def test_every_carriers_example_looks_like_one_of_its_numbers(
    carrier: known_carriers.Carrier,
) -> None:
    assert known_carriers.doubt(carrier.name, carrier.example) == ""
    assert known_carriers.by_code(carrier.code) == carrier


def test_an_odd_number_is_doubted_and_kept(client: Client, ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    filled = {"lines": [order.lines.get().pk], "carrier": "UPS", "tracking_number": "1Z 99"}
    where = f"/desk/orders/{order.number}/shipments/"
    page = client.post(where, filled, follow=True).content.decode()
    assert "does not look like a number of UPS" in page
    assert order.shipments.get().tracking_number == "1Z 99"
    assert known_carriers.doubt("ups", "1z 999 aa1-01 2345 6784") == ""
    assert known_carriers.doubt("Cousin Tom", "1") == known_carriers.doubt("UPS", "") == ""


def test_imaginary_carriers_carry_nothing_real(settings: Any) -> None:
    settings.PRODUCTION = True
    assert known_carriers.by_name("Kelp Post") is None
