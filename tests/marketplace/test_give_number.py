"""A seller adds the tracking number that was forgotten, or corrects it."""

from typing import Any

import pytest
from django.test import Client

from escrow import clock
from marketplace import fulfilment, tracking
from marketplace.models import Listing, Order, Shipment, User
from tests import doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.buy(ben, lamp)


@pytest.fixture
def parcel(order: Order) -> Shipment:
    return fulfilment.mark_shipped(order.number, by=order.seller.user, carrier="Kelp Post")


def give(client: Client, parcel: Shipment, number: str = "KP 9") -> Any:
    where = f"/desk/orders/{parcel.order.number}/shipments/{parcel.pk}/number/"
    return client.post(where, {"tracking_number": number}, follow=True)


def test_the_number_is_added_and_corrected(client: Client, parcel: Shipment) -> None:
    client.force_login(parcel.order.seller.user)
    page = client.get(f"/desk/orders/{parcel.order.number}/").content.decode()
    assert "There is no tracking number" in page
    for number in ("KP 9", "KP 9", "KP 10"):
        assert "Saved." in give(client, parcel, number).content.decode()
        parcel.refresh_from_db()
        assert parcel.tracking_number == number


def test_an_empty_one_is_asked_for_again(client: Client, parcel: Shipment) -> None:
    client.force_login(parcel.order.seller.user)
    assert (
        "Write the number that the carrier gave you." in give(client, parcel, " ").content.decode()
    )


def test_too_late_when_the_carrier_has_seen_it(client: Client, parcel: Shipment) -> None:
    tracking.record_scan(parcel.pk, kind="in_transit", at=clock.now(), key="seen")
    client.force_login(parcel.order.seller.user)
    assert "cannot be changed any more" in give(client, parcel).content.decode()
    parcel.refresh_from_db()
    assert parcel.tracking_number == ""


def test_programs_give_it_too(client: Client, parcel: Shipment) -> None:
    client.force_login(parcel.order.seller.user)
    answer = client.post(
        f"/api/v1/orders/{parcel.order.number}/tracking-numbers/",
        {"shipment": str(parcel.pk), "tracking_number": "KP 3"},
        content_type="application/json",
    )
    parcel.refresh_from_db()
    assert (answer.status_code, parcel.tracking_number) == (200, "KP 3")


@pytest.mark.parametrize("who", ["mallory", "ben", "cleo"])
def test_nobody_else(client: Client, parcel: Shipment, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert give(client, parcel).status_code == 404
