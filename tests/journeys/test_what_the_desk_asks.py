"""Every page of a seller's desk asks the database as often for a large shop as for a small one."""

from __future__ import annotations

import pytest
from django.test import Client

from marketplace import receipt
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import doings, factories, queries, talks
from tests.journeys.test_every_page import addresses, order  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db
# Of one order, whose own lines and parcels are all that it shows.
OF_ONE = ("/orders/", "/refunds/")


def grow(shop: Seller, buyer: User, lamp: Listing, round_: int) -> None:
    """One more of everything that a desk lists."""
    more = factories.listing(shop, lamp.category, f"Shade {round_}")
    doings.buy(buyer, more)
    sold = doings.delivered(buyer, lamp)
    talks.about(sold, "Thank you!", by=buyer)
    receipt.confirm_receipt(sold.number, by=buyer)
    doings.complain(doings.delivered(buyer, more))


def pages(order: Order, lamp: Listing) -> list[str]:  # noqa: F811
    """What a seller's desk shows of more than one thing."""
    own = {path for person, path in addresses(order, lamp) if person == "ada@example.com"}
    desk = {path for path in own if path.startswith("/desk/")}
    return sorted(path for path in desk if not any(part in path[6:] for part in OF_ONE))


def test_no_page_of_the_desk_asks_more_for_a_larger_shop(
    order: Order,  # noqa: F811
    ada: Seller,
    ben: User,
    lamp: Listing,
) -> None:
    client = Client()
    client.force_login(ada.user)
    lamp.variants.update(on_hand=90)
    grow(ada, ben, lamp, 1)
    doings.pay_out(ada)
    grow(ada, ben, lamp, 2)
    small = {path: queries.of_page(client, path) for path in pages(order, lamp)}
    for round_ in range(3, 8):
        grow(ada, ben, lamp, round_)
    large = {path: queries.of_page(client, path) for path in small}
    assert len(small) > 20
    assert {path: (small[path], large[path]) for path in small if large[path] > small[path]} == {}
