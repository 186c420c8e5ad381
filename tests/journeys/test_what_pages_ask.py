"""What every page of a buyer or a seller asks the database, and a whole purchase until money is held."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import doings, queries
from tests.journeys.test_every_page import addresses, order  # noqa: F401 (a fixture)
from tests.marketplace.test_checkout_page import typed

pytestmark = pytest.mark.django_db
MOST, A_LIST, A_SEARCH, A_LISTING = 12, 8, 6, 10
# With a look at the cart it is the cart's page more.
A_PURCHASE, A_PURCHASE_BY_THE_CART = 70, 77
# What is BEGIN and COMMIT in a shop.
NOT_A_QUESTION, SANDBOX = ("SAVEPOINT", "RELEASE SAVEPOINT"), "escrow_sandbox"
# Today's jobs, their orders, the money and the shop on one page.
A_DESK = 17
# Tables of staff have figures of their own.
STAFFS = ("sofia@example.com",)


def most(path: str) -> int:
    if path.startswith("/search/"):
        return A_SEARCH
    if path == "/" or path.startswith("/c/"):
        return A_LIST
    if path.startswith("/listing/"):
        return A_LISTING
    return A_DESK if path == reverse("desk") else MOST


def test_no_page_asks_more_than_it_may(
    order: Order,  # noqa: F811
    lamp: Listing,
    ada: Seller,
    sofia: User,
) -> None:
    over = {}
    for email, path in addresses(order, lamp):
        if email in STAFFS or "nothing" in path or "sandbox" in path:
            continue
        client = Client()
        if email:
            client.force_login(User.objects.get(email=email))
        asked = queries.of_page(client, path)
        if asked > most(path):
            over[path] = asked
    assert over == {}


def test_from_a_listing_to_held_money(
    monday: object, client: Client, ben: User, lamp: Listing
) -> None:
    client.force_login(ben)
    _buy(client, lamp)
    by_the_cart, at_once = _buy(client, lamp), _buy(client, lamp, checkout="1")
    assert Order.objects.filter(state="paid").count() == 3
    assert len(by_the_cart) <= A_PURCHASE_BY_THE_CART
    assert len(at_once) <= A_PURCHASE


def _buy(client: Client, lamp: Listing, **how: str) -> list[str]:
    """What every page and deed of a buyer's way asks; the provider keeps its own books."""
    with CaptureQueriesContext(connection) as before:
        client.get(lamp.get_absolute_url())
        client.post("/cart/items/", {"listing": lamp.pk, **how}, follow="checkout" not in how)
        going: Any = client.post("/checkout/", typed(client))
    asked = before.captured_queries
    client.post(going["Location"], {"card": doings.GOOD_CARD})
    back = client.get(going["Location"])["Location"]
    with CaptureQueriesContext(connection) as after:
        client.get(back)
    every = [each["sql"] for each in [*asked, *after.captured_queries]]
    return [sql for sql in every if not sql.startswith(NOT_A_QUESTION) and SANDBOX not in sql]
