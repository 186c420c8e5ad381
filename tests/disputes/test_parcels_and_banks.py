"""A bank asks while something is on its way: every wait stands still, and ends with the money."""

from datetime import datetime, timedelta

import pytest

from disputes import answering, replacements, returns
from disputes.execution import BankDecides
from disputes.models import Dispute
from escrow import clock
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def now(dispute: Dispute) -> Dispute:
    return Dispute.objects.get(pk=dispute.pk)


def test_the_buyers_days_to_post_it_stand_still(order: Order, ben: User) -> None:
    case = doings.to_be_posted(order)
    doings.let_pass(days=4)
    asked = doings.bank_asks(order)
    doings.let_pass(days=12)
    assert now(case).state == "awaiting_return"
    doings.bank_decides(asked, won=True)
    assert now(case).parcel_by == clock.now() + timedelta(days=6)
    doings.let_pass(days=5)
    returns.post(case, by=ben, carrier="Kelp Post", tracking_number="KR1")
    books.assert_right()


def test_what_happens_meanwhile_starts_a_wait_that_stands_still_too(
    order: Order, ada: Seller, ben: User
) -> None:
    case = doings.to_be_posted(order)
    asked = doings.bank_asks(order)
    returns.post(case, by=ben, carrier="Kelp Post", tracking_number="KR1")
    doings.scan_return(case, "delivered")
    doings.let_pass(days=10)
    assert case.returns.get().state == "delivered_to_seller"
    with pytest.raises(BankDecides):
        returns.accept(case, by=ada.user)
    doings.bank_decides(asked, won=True)
    assert now(case).parcel_by == clock.now() + timedelta(hours=72)
    doings.let_pass(hours=73)
    assert (now(case).state, order.lines.get().hold.state) == ("resolved", "refunded")
    books.assert_right()


def test_a_bank_that_takes_everything_calls_the_return_off(order: Order) -> None:
    case = doings.posted_back(order)
    doings.bank_decides(doings.bank_asks(order), won=False)
    assert (now(case).state, case.returns.get().state) == ("resolved", "called_off")
    doings.scan_return(case, "delivered")
    doings.let_pass(days=30)
    assert case.returns.get().state == "called_off"
    books.assert_right()


def test_lost_while_a_bank_decides_is_paid_when_it_has_decided(order: Order) -> None:
    case = doings.posted_back(order)
    asked = doings.bank_asks(order)
    doings.scan_return(case, "lost")
    assert case.returns.get().state == "in_transit"
    doings.bank_decides(asked, won=True)
    doings.let_pass(days=11)
    assert (now(case).state, case.returns.get().state) == ("resolved", "lost_in_return")
    books.assert_right()


def test_contested_while_a_bank_decides_staff_have_it_and_their_days_stand_still(
    order: Order, ada: Seller
) -> None:
    case = doings.come_back(order)
    asked = doings.bank_asks(order)
    returns.contest(case, by=ada.user, says="SL-WRONG", text="A brick.")
    doings.let_pass(days=70)
    assert now(case).state == "escalated"
    doings.bank_decides(asked, won=True)
    doings.let_pass(days=59)
    assert now(case).state == "escalated"
    books.assert_right()


def test_nothing_is_sent_back_or_again_for_money_a_bank_decides_about(
    order: Order, ada: Seller
) -> None:
    case = doings.complain_for(order, "replacement")
    doings.bank_asks(order)
    with pytest.raises(BankDecides):
        answering.accept(case, by=ada.user)
    assert now(case).state == "awaiting_seller"


def test_a_second_parcel_that_arrives_meanwhile_waits_as_well(order: Order) -> None:
    case = doings.sent_again(order)
    asked = doings.bank_asks(order)
    doings.arrive(case.replacements.get().shipment)
    doings.let_pass(days=20)
    assert now(case).state == "awaiting_replacement"
    doings.bank_decides(asked, won=True)
    assert now(case).parcel_by == clock.now() + timedelta(days=7)
    doings.let_pass(days=8)
    assert (now(case).state, order.lines.get().hold.state) == ("resolved", "released")
    books.assert_right()


def test_a_bank_that_takes_everything_ends_the_wait_for_a_second_parcel(
    order: Order, ben: User
) -> None:
    case = doings.sent_again(order)
    doings.bank_decides(doings.bank_asks(order), won=False)
    assert now(case).state == "resolved"
    doings.arrive(case.replacements.get().shipment)
    with pytest.raises(replacements.NotYourTurn):
        replacements.find_good(case, by=ben)
    books.assert_right()


def test_an_answer_during_a_banks_case_is_not_overtaken_by_the_wait_before_it(
    order: Order, ada: Seller
) -> None:
    """The seller's time to answer stood still, and must not go on once they have answered."""
    case = doings.complain(order)
    asked = doings.bank_asks(order)
    answering.contest(case, by=ada.user, text="It was whole.")
    doings.bank_decides(asked, won=True)
    doings.let_pass(days=5)
    assert now(case).state == "escalated"
    assert not case.statements.filter(kind="silent").exists()
    books.assert_right()
