"""Staff read what went back, and say that it came or was lost."""

from datetime import datetime

import pytest
from django.test import Client

from disputes import agreeing, clocks, offering, returns
from disputes.execution import Terms
from disputes.models import Dispute
from disputes.returns import Label
from escrow import deadlines
from marketplace.models import Listing, Order, User
from tests import books, doings, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def desk(case: Dispute) -> str:
    return f"/admin/disputes/dispute/{case.pk}/change/"


def test_every_fact_of_a_return_is_on_the_desk(client: Client, order: Order, sofia: User) -> None:
    case = doings.agreed(order, "return")
    returns.supply_label(case, Label("Hafenstraße 3", "KP-7", None, 2400), by=order.seller.user)
    client.force_login(sofia)
    page = client.get(desk(case)).content.decode()
    for fact in ("Hafenstraße 3", "KP-7", "2400 g", "the seller pays the postage"):
        assert fact in page
    assert "It is lost" not in page


@pytest.mark.parametrize(
    ("step", "state"), [("return_came", "delivered_to_seller"), ("return_lost", "lost_in_return")]
)
def test_staff_find_out_where_it_is(
    client: Client, order: Order, sofia: User, step: str, state: str
) -> None:
    case = doings.posted_back(order)
    client.force_login(sofia)
    assert "The seller has it" in client.get(desk(case)).content.decode()
    assert "Noted." in client.post(desk(case), {"step": step}, follow=True).content.decode()
    assert case.returns.get().state == state
    again = client.post(desk(case), {"step": step}, follow=True).content.decode()
    assert "Nothing of this case is on its way back" in again
    books.assert_right()


def test_who_may_not_decide_says_nothing(client: Client, order: Order) -> None:
    case = doings.posted_back(order)
    client.force_login(factories.person("kim@example.com", "Kim", is_staff=True))
    assert client.post(desk(case), {"step": "return_lost"}).status_code == 403
    assert case.returns.get().state == "in_transit"


def test_an_agreement_undone_after_a_contested_return_takes_no_day_from_staff(
    order: Order, ben: User
) -> None:
    case = doings.come_back(order)
    seller = order.seller.user
    returns.contest(case, by=seller, says="SL-WRONG", text="A brick.")
    before = dict(deadlines.pending_of(case))
    made = offering.make_offer(case, Terms(case.claimed, "partial"), by=seller)
    agreeing.accept_offer(made, by=ben)
    agreeing.undo(case, by=ben)
    after = dict(deadlines.pending_of(case))
    assert [after[kind] for kind in clocks.LASTING] == [before[kind] for kind in clocks.LASTING]
