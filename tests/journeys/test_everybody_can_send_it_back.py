"""The cards of a return and of a second parcel, for everybody, on a phone."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page

from disputes.models import Dispute
from marketplace.models import Listing, Order, User
from tests import doings
from tests.journeys.test_everybody_can_use_it import faults, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def orders(monday: datetime, ben: User, lamp: Listing) -> list[Order]:
    return [doings.delivered(ben, lamp) for _ in range(4)]


def cases(orders: list[Order]) -> list[tuple[Dispute, bool]]:
    """Each with whether its seller looks at it, or its buyer."""
    first, second, third, fourth = orders
    return [
        (doings.agreed(first, "return"), True),
        (doings.to_be_posted(second), False),
        (doings.come_back(third), True),
        (doings.here_again(fourth), False),
    ]


def test_every_card_reads_well_and_fits(
    new_page: Callable[..., Page], live_server: object, orders: list[Order]
) -> None:
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for case, to_seller in cases(orders):
        # axe is handed to the page as a script, which our own policy would stop.
        page = new_page("phone", bypass_csp=True)
        person = case.order.seller.user if to_seller else case.order.buyer
        signed_in(page, live_server.url, person)
        page.goto(f"{live_server.url}{case.get_absolute_url()}")
        for closed in page.query_selector_all("details:not([open]) > summary"):
            closed.click()
        assert faults(page) == []
        assert page.evaluate(wide) <= 0
