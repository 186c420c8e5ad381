"""A seller cannot send it and gives the money back."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from disputes import bank_cases
from escrow.gateways import BankCase, BankState
from marketplace.models import Listing, Order, User
from tests import books, doings

pytestmark = pytest.mark.django_db


def cancel(client: Client, order: Order) -> Any:
    return client.post(f"/desk/orders/{order.number}/cancellation/", follow=True)


def test_the_buyer_gets_everything_back_at_once(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    page = cancel(client, order).content.decode()
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert order.lines.get().hold.state == "refunded"
    assert "Cancelled. The buyer gets everything back." in page
    books.assert_right()


def test_cancelling_twice_moves_money_once(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    cancel(client, order)
    assert "can no longer be cancelled" in cancel(client, order).content.decode()
    books.assert_right()


def test_after_sending_it_is_too_late(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    doings.send(order)
    client.force_login(lamp.seller.user)
    assert "can no longer be cancelled" in cancel(client, order).content.decode()
    assert order.lines.get().hold.state == "held"
    books.assert_right()


@pytest.mark.parametrize("who", ["mallory", "ben", "cleo"])
def test_nobody_else_cancels_it(
    client: Client, monday: datetime, ben: User, lamp: Listing, who: str, request: Any
) -> None:
    order = doings.buy(ben, lamp)
    person = request.getfixturevalue(who)
    client.force_login(getattr(person, "user", person))
    assert cancel(client, order).status_code == 404
    order.refresh_from_db()
    assert order.state == "paid"


def test_frozen_money_is_told_in_words(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    payment = order.lines.get().hold.fundings.get().payment
    charge = payment.operations.get()
    warning = BankCase("cb", str(charge.pk), payment.amount, BankState.WARNING, "fraudulent")
    bank_cases.note(warning, "sandbox")
    client.force_login(lamp.seller.user)
    assert "stands still" in cancel(client, order).content.decode()
    assert order.lines.get().hold.state == "frozen"
    books.assert_right()
