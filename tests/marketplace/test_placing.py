"""A purchase is placed with few statements."""

from datetime import datetime

import pytest

from marketplace import checkout
from marketplace.models import Checkout, Listing, User
from tests import books, doings
from tests.queries import of_deed

pytestmark = pytest.mark.django_db


def test_placing_an_order_is_at_most_24_statements(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    doings.buy(ben, lamp)
    cart = doings.fill_cart(ben, lamp)

    def placing() -> Checkout:
        return checkout.place(cart.items.all(), by=ben, address=doings.BERLIN, token="once")

    assert of_deed(placing) <= 24
    books.assert_right()
