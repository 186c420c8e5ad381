"""Returns and second parcels on the seller's desk: only while it is the seller's turn."""

from datetime import datetime

import pytest
from django.test import Client

from marketplace.models import Listing, Order, User
from tests import doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def desk(client: Client, order: Order) -> str:
    client.force_login(order.seller.user)
    return client.get("/desk/").content.decode()


def test_where_to_send_it_is_a_job_until_it_is_said(client: Client, order: Order) -> None:
    doings.agreed(order, "return")
    assert "Your part of the case with Ben by" in desk(client, order)


def test_while_the_buyer_posts_it_there_is_nothing_to_do(client: Client, order: Order) -> None:
    doings.posted_back(order)
    assert "Your part of the case" not in desk(client, order)
    page = client.get(f"/desk/orders/{order.number}/").content.decode()
    assert "Ben sends something of this order back. The next step is due by" in page


def test_what_came_back_is_a_job(client: Client, order: Order) -> None:
    doings.come_back(order)
    assert "Your part of the case" in desk(client, order)
    page = client.get("/desk/?show=parcel").content.decode()
    assert "Returns and second parcels that wait for you" in page


def test_a_second_parcel_is_a_job_until_it_is_sent(client: Client, order: Order) -> None:
    case = doings.agreed(order, "replacement")
    assert "Your part of the case" in desk(client, order)
    doings.replacements.send(case, by=order.seller.user, carrier="Kelp Post")
    assert "Your part of the case" not in desk(client, order)
