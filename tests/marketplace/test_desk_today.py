"""What a seller must do today."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from escrow import clock
from escrow.money import Money
from marketplace.models import Listing, User
from sellers.models import Seller
from tests import books, doings, factories

pytestmark = pytest.mark.django_db


def test_what_is_to_send_and_to_answer_stands_first_by_deadline(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    complained = doings.delivered(ben, lamp)
    doings.complain(complained)
    to_send = doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    answer = client.get("/desk/")
    assert [job.kind for job in answer.context["jobs"]] == ["answer", "send"]
    page = answer.content.decode()
    assert page.index(complained.number) < page.index(to_send.number)
    assert "2 things to do" in page


def test_the_four_figures_are_what_the_books_say(
    client: Client, monday: datetime, ben: User, lamp: Listing
) -> None:
    released = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    doings.delivered(ben, lamp)
    doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    [figures] = client.get("/desk/").context["figures"]
    assert figures.held == figures.waiting == Money(4690, "EUR")
    assert (figures.held_orders, figures.waiting_orders) == (1, 1)
    assert figures.available == books.payable(released.seller) == Money(4315, "EUR")
    books.assert_right()


def test_a_new_sellers_reserve_is_shown(
    client: Client, monday: datetime, ben: User, bowl: Listing
) -> None:
    order = doings.delivered(ben, bowl)
    doings.let_pass(days=15)
    client.force_login(order.seller.user)
    [figures] = client.get("/desk/").context["figures"]
    assert figures.reserve.minor > 0
    assert figures.available + figures.reserve == Money(3040, "EUR") - Money(243, "EUR")
    books.assert_right()


def test_other_peoples_orders_are_not_on_my_desk(
    client: Client, monday: datetime, ben: User, lamp: Listing, cleo: Seller
) -> None:
    order = doings.buy(ben, lamp)
    client.force_login(cleo.user)
    page = client.get("/desk/").content.decode()
    assert order.number not in page
    assert "Until your first sale" in page


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert "login" in client.get("/desk/").headers["Location"]


@pytest.mark.parametrize("shelf", ["answer", "send", "staff", "way", "waiting", "done"])
def test_each_shelf_has_a_page_of_its_own(
    client: Client, monday: datetime, ben: User, lamp: Listing, shelf: str
) -> None:
    doings.buy(ben, lamp)
    client.force_login(lamp.seller.user)
    assert client.get(f"/desk/?show={shelf}").status_code == 200
    assert client.get("/desk/?show=nonsense").status_code == 404


def test_the_desk_asks_as_often_for_six_orders_as_for_three(
    client: Client, monday: datetime, ben: User, ada: Seller, lamp: Listing
) -> None:
    shade = factories.listing(ada, lamp.category, "Linen shade", stock=20)
    client.force_login(ada.user)
    asked = []
    for _ in range(2):
        doings.complain(doings.delivered(ben, shade))
        doings.delivered(ben, shade)
        doings.buy(ben, shade)
        clock.advance(timedelta(minutes=1))
        client.get("/desk/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/")
        asked.append(len(queries))
    assert asked[0] == asked[1]
