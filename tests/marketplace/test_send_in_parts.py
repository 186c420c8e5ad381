"""A line of several units goes in several parcels; its money waits for all of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from escrow import clock
from escrow.models import Hold
from escrow.money import Money
from marketplace import fulfilment, receipt, refunding
from marketplace.models import Listing, Order, Shipment, ShipmentLine, User
from marketplace.packed import CannotBeSent
from marketplace.receipt import NothingToConfirm
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.buy(ben, lamp, quantity=3)


def part(order: Order, many: int) -> Shipment:
    return doings.send(order, lines={order.lines.get().pk: many})


def hold_of(order: Order) -> Hold:
    return order.lines.get().hold


def test_the_clock_starts_when_the_last_unit_has_come(order: Order) -> None:
    first = part(order, 1)
    doings.arrive(first)
    assert (hold_of(order).state, hold_of(order).delivered_at) == ("held", None)
    clock.advance(timedelta(days=1))
    second = part(order, 2)
    clock.advance(timedelta(days=2))
    doings.arrive(second)
    order.refresh_from_db()
    assert (order.state, hold_of(order).state) == ("delivered", "inspecting")
    assert hold_of(order).delivered_at == clock.now()
    books.assert_right()


def test_the_buyer_cannot_release_what_is_half_sent(order: Order, ben: User) -> None:
    doings.arrive(part(order, 2))
    with pytest.raises(NothingToConfirm):
        receipt.confirm_receipt(order.number, by=ben)
    part(order, 1)
    receipt.confirm_receipt(order.number, by=ben)
    assert hold_of(order).state == "released"
    books.assert_right()


def test_what_was_not_sent_in_time_is_refunded_and_the_rest_goes_on(order: Order) -> None:
    """3 x 42.00 and 4.90 to send it: a third of it is 43.63, and two thirds stay."""
    doings.arrive(part(order, 2))
    doings.let_pass(days=6)
    order.refresh_from_db()
    hold = hold_of(order)
    assert hold.refunded == Money(4363, "EUR")
    assert (order.state, hold.state) == ("delivered", "inspecting")
    doings.let_pass(days=8)
    assert hold_of(order).released == Money(13090 - 4363, "EUR")
    books.assert_right()


def test_sent_but_not_there_yet_when_the_rest_is_refunded(order: Order) -> None:
    shipment = part(order, 2)
    doings.travel(shipment, days=6)
    order.refresh_from_db()
    assert (order.state, hold_of(order).state) == ("shipped", "held")
    doings.arrive(shipment)
    assert hold_of(order).state == "inspecting"
    books.assert_right()


def test_what_the_seller_gave_back_already_is_not_given_twice(order: Order) -> None:
    part(order, 2)
    line = order.lines.get()
    refunding.refund_by_seller(
        order.number, by=order.seller.user, line=line.pk, amount=Money(5000, "EUR")
    )
    doings.let_pass(days=6)
    assert hold_of(order).refunded == Money(5000, "EUR")
    books.assert_right()


@pytest.mark.parametrize("many", [0, -1, 4])
def test_no_more_than_there_are_and_no_less_than_one(order: Order, many: int) -> None:
    with pytest.raises(CannotBeSent, match="between 1 and 3"):
        part(order, many)


def test_the_database_refuses_more_than_was_sold(order: Order) -> None:
    shipment = part(order, 3)
    other = Shipment.objects.create(order=order, carrier="Tern", dispatched_at=clock.now())
    with pytest.raises(IntegrityError, match="than were sold"), transaction.atomic():
        ShipmentLine.objects.create(shipment=other, line=order.lines.get(), quantity=1)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert shipment.lines.get().quantity == 3


def send(client: Client, order: Order, **form: Any) -> str:
    filled = {"lines": [order.lines.get().pk], "carrier": "Kelp Post", **form}
    answer = client.post(f"/desk/orders/{order.number}/shipments/", filled, follow=True)
    return str(answer.content.decode())


def test_on_the_desk_one_says_how_many_and_a_second_click_sends_no_more(
    client: Client, order: Order
) -> None:
    client.force_login(order.seller.user)
    units = f"units_{order.lines.get().pk}"
    page = client.get(f"/desk/orders/{order.number}/").content.decode()
    assert "How many of the 3 “Brass reading lamp”" in page
    assert "Send between 1 and 3." in send(client, order, **{units: "4"})
    page = send(client, order, seen_left="3", **{units: "1"})
    assert "2 not sent yet" in page
    assert "was sent since you looked" in send(client, order, seen_left="3", **{units: "1"})
    assert fulfilment.unsent(order)[0].left == 2


def test_programs_say_it_by_units(client: Client, order: Order) -> None:
    client.force_login(order.seller.user)
    asked = {"carrier": "Kelp Post", "units": {str(order.lines.get().pk): 2}}
    where = f"/api/v1/orders/{order.number}/shipments/"
    answer = client.post(where, asked, content_type="application/json").json()
    assert answer["state"] == "partially_shipped"
