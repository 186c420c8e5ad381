"""A seller sends what was bought."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings

pytestmark = pytest.mark.django_db

PARCEL = {"carrier": "Kelp Post", "tracking_number": "KP 77"}


def send(client: Client, order: Order, **other: Any) -> Any:
    lines = list(order.lines.values_list("pk", flat=True))
    filled = {"lines": lines, **PARCEL, **other}
    return client.post(f"/desk/orders/{order.number}/shipments/", filled, follow=True)


def test_the_page_says_where_to_and_by_when(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    page = client.get(f"/desk/orders/{order.number}/").content.decode()
    assert "Kastanienallee 7" in page
    assert "Send it to Ben by" in page


def test_the_address_is_hidden_until_it_is_paid(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.place(ben, lamp).orders.get()
    client.force_login(lamp.seller.user)
    page = client.get(f"/desk/orders/{order.number}/").content.decode()
    assert "Kastanienallee" not in page
    assert "Do not send anything" in page


def test_the_seller_marks_it_as_sent(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    page = send(client, order).content.decode()
    shipment = order.shipments.get()
    assert (shipment.carrier, shipment.tracking_number) == ("Kelp Post", "KP 77")
    assert "Marked as sent" in page
    assert "Parcel with Kelp Post KP 77" in page
    books.assert_right()


def test_a_carrier_of_ones_own_is_written_down(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    page = send(client, order, carrier="other").content.decode()
    assert "Write who carries it." in page
    assert 'value="KP 77"' in page
    send(client, order, carrier="other", other_carrier="Cousin Tom")
    assert order.shipments.get().carrier == "Cousin Tom"


def test_some_lines_go_first_and_the_rest_later(
    client: Client, monday: datetime, ben: User, lamp: Listing, ada: Seller
) -> None:
    from tests.factories import listing

    shade = listing(ada, lamp.category, "Linen shade")
    order = doings.buy(ben, lamp, shade)
    first, second = order.lines.all()
    client.force_login(ada.user)
    send(client, order, lines=[first.pk])
    order.refresh_from_db()
    assert order.state == "partially_shipped"
    send(client, order, lines=[second.pk])
    order.refresh_from_db()
    assert order.state == "shipped"


def test_a_parcel_with_nothing_in_it_is_not_sent(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    page = send(client, order, lines=[]).content.decode()
    assert "Choose what is in the parcel." in page
    assert not order.shipments.exists()


def test_sending_twice_is_told_and_sends_once(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    send(client, order)
    page = send(client, order).content.decode()
    assert "This order is not waiting to be sent." in page
    assert order.shipments.count() == 1


def test_too_late_the_money_has_gone_back(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    doings.let_pass(days=6)
    client.force_login(lamp.seller.user)
    page = send(client, order).content.decode()
    assert "This order is not waiting to be sent." in page
    assert not order.shipments.exists()
    books.assert_right()


@pytest.mark.parametrize("who", ["mallory", "ben", "cleo"])
def test_nobody_else_sees_or_sends_it(
    client: Client, monday: datetime, ben: User, lamp: Listing, who: str, request: Any
) -> None:
    order = doings.buy(ben, lamp)
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert client.get(f"/desk/orders/{order.number}/").status_code == 404
    assert send(client, order).status_code == 404
    assert not order.shipments.exists()
