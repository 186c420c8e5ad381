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
# Wanted: 70 for a purchase, which is over it (docs/performance.md) and may not grow.
A_PURCHASE = 109
# Today's jobs, their orders, the money and the shop on one page.
A_DESK = 18
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
    asked = _buy(client, lamp)
    assert Order.objects.filter(state="paid").count() == 2
    assert len(asked) <= A_PURCHASE


def _buy(client: Client, lamp: Listing) -> list[str]:
    """What every page and deed of a buyer's way asks; the provider keeps its own books."""
    with CaptureQueriesContext(connection) as before:
        client.get(lamp.get_absolute_url())
        client.post("/cart/items/", {"listing": lamp.pk}, follow=True)
        going: Any = client.post("/checkout/", typed(client))
    asked = before.captured_queries
    client.post(going["Location"], {"card": doings.GOOD_CARD})
    back = client.get(going["Location"])["Location"]
    with CaptureQueriesContext(connection) as after:
        client.get(back)
    every = [each["sql"] for each in [*asked, *after.captured_queries]]
    return [sql for sql in every if "escrow_sandbox" not in sql]
