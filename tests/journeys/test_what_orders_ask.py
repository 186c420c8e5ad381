"""What the pages of an order and of a case ask the database, whatever has become of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from disputes import changing
from marketplace.models import Category, Listing, Order, User
from tests import doings, factories, queries
from tests.journeys import lived_cases, lived_orders

pytestmark = pytest.mark.django_db
MOST = 12
# This has nearly everything to show that a case can have; it may not grow.
FULLEST = {"to_be_commented": 13}
# A seller's money is followed on through the balance, where other orders' money lies too.
ONWARD = {"paid_out": 14}


@pytest.fixture
def things(monday: object, lamp: Listing, lamps: Category) -> list[Listing]:
    return [lamp, factories.listing(lamp.seller, lamps, "Shade")]


@pytest.mark.parametrize("life", lived_cases.LIVES)
def test_a_case(ben: User, sofia: User, things: list[Listing], life: str) -> None:
    order = doings.delivered(ben, *things)
    case = lived_cases.now(lived_cases.LIVES[life](order, sofia))
    where = case.get_absolute_url()
    assert max(_asked(ben, where), _asked(_seller(order), where)) <= FULLEST.get(life, MOST)
    if changing.may_change(case):
        assert _asked(ben, reverse("dispute_change", args=[order.number, case.pk])) <= MOST
    assert _over(order, ONWARD.get(life, MOST)) == {}


@pytest.mark.parametrize("life", lived_orders.LIVES)
def test_an_order(ben: User, things: list[Listing], life: str) -> None:
    order = lived_orders.LIVES[life](ben, things)
    assert _over(order, ONWARD.get(life, MOST)) == {}


def _over(order: Order, onward: int) -> dict[str, int]:
    """Which of the order's pages ask more than they may, and how much."""
    at = [order.number]
    found = {
        name: _asked(person, reverse(name, args=at)) - most
        for person, most, name in (
            (order.buyer, MOST, "order"),
            (order.buyer, MOST, "order_money"),
            (order.buyer, MOST, "open_dispute"),
            (_seller(order), MOST, "desk_order"),
            (_seller(order), MOST, "desk_refunds"),
            (_seller(order), onward, "desk_order_money"),
        )
    }
    return {name: more for name, more in found.items() if more > 0}


def _asked(person: User, address: str) -> int:
    client = Client()
    client.force_login(person)
    return queries.of_page(client, address)


def _seller(order: Order) -> User:
    return order.seller.user
