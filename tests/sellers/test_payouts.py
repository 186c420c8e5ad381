"""Sellers' money reaches their bank: on its day, once, and back in the balance when it cannot."""

from datetime import timedelta

import pytest

from escrow import clock, operations
from escrow.chart import Kind
from escrow.models import Notice, Operation, Payout
from escrow.money import Money
from escrow.story import Refusal
from marketplace import refunding, schedule
from marketplace.models import Listing, Order, User
from sellers import payout_methods, payouts
from sellers.models import PayoutMethod, Seller
from sellers.payout_methods import NotAnAccount
from sellers.payouts import NothingToPayOut
from tests import books, doings
from tests.rivals import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
CLOSED, RETURNS, TAKEN, LOST = "000111111116", "000111111140", "000111111124", "000111111132"


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def earned(ben: User, lamp: Listing) -> Seller:
    """Ada has 43.15 in her balance and no account yet."""
    doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    assert books.payable(lamp.seller) == eur(4315)
    return lamp.seller


def with_account(seller: Seller, account: str = "000123456789") -> PayoutMethod:
    method = doings.name_account(seller, account)
    doings.let_pass(hours=73)
    return method


def told(kind: str) -> int:
    return Notice.objects.filter(kind=kind).count()


def test_on_monday_morning_everything_leaves_for_the_bank(earned: Seller) -> None:
    with_account(earned)
    doings.let_pass(days=9)
    payout = Payout.objects.get()
    assert (payout.state, payout.amount) == ("paid", eur(4315))
    assert payout.created_at.astimezone(earned.zone).strftime("%A %H:%M") == "Monday 06:00"
    assert books.payable(earned) == eur(0)
    assert told("payout_paid") == 1
    books.assert_right()


def test_a_seller_need_not_wait_for_monday_and_two_clicks_pay_once(earned: Seller) -> None:
    with_account(earned)
    assert [payout.amount for payout in payouts.pay_out_now(earned, by=earned.user)] == [eur(4315)]
    with pytest.raises(NothingToPayOut):
        payouts.pay_out_now(earned, by=earned.user)
    operations.run_waiting()
    doings.let_pass(days=2)
    assert Payout.objects.get().state == "paid"
    books.assert_right()


def test_less_than_the_minimum_waits_for_more(ben: User, bowl: Listing) -> None:
    doings.delivered(ben, bowl)
    doings.let_pass(days=20)
    refund = eur(2000)
    order = Order.objects.get()
    line = order.lines.get().pk
    refunding.refund_by_seller(order.number, by=bowl.seller.user, line=line, amount=refund)
    with_account(bowl.seller)
    doings.let_pass(days=12)
    assert books.payable(bowl.seller) < eur(1000)
    assert not Payout.objects.exists()
    books.assert_right()


def test_a_new_account_waits_three_days_so_that_a_thief_is_noticed(earned: Seller) -> None:
    doings.name_account(earned)
    with pytest.raises(NothingToPayOut, match="safety wait"):
        payouts.pay_out_now(earned, by=earned.user)
    assert told("payout_account_named") == 1
    clock.advance(timedelta(hours=72))
    assert payouts.pay_out_now(earned, by=earned.user)
    books.assert_right()


def test_the_bank_refuses_three_times_and_the_money_is_in_the_balance_again(earned: Seller) -> None:
    with_account(earned, CLOSED)
    payouts.pay_out_now(earned, by=earned.user)
    doings.let_pass(days=5)
    payout = Payout.objects.get()
    assert (payout.state, payout.attempts, payout.failure_code) == (
        "cancelled",
        3,
        "account_closed",
    )
    assert books.payable(earned) == eur(4315)
    assert (told("payout_failed"), told("payout_given_up")) == (1, 1)
    doings.let_pass(days=10)
    assert Payout.objects.count() == 1, "nothing more goes to that account"
    books.assert_right()
    with_account(earned)
    doings.let_pass(days=9)
    assert Payout.objects.latest("created_at").state == "paid"
    books.assert_right()


def test_the_bank_sends_back_what_it_said_was_paid(earned: Seller) -> None:
    method = with_account(earned, RETURNS)
    payouts.pay_out_now(earned, by=earned.user)
    doings.let_pass(days=2)
    assert Payout.objects.get().state == "paid"
    doings.let_pass(days=3)
    payout = Payout.objects.get()
    method.refresh_from_db()
    assert (payout.state, method.trouble) == ("returned", "returned")
    assert books.payable(earned) == eur(4315)
    assert told("payout_returned") == 1
    with pytest.raises(NothingToPayOut, match="sent a payout back"):
        payouts.pay_out_now(earned, by=earned.user)
    books.assert_right()


@pytest.mark.parametrize(("account", "ending"), [(TAKEN, "paid"), (LOST, "failed")])
def test_a_timeout_is_asked_about_and_never_paid_twice(
    earned: Seller, account: str, ending: str
) -> None:
    with_account(earned, account)
    payouts.pay_out_now(earned, by=earned.user)
    operations.run_waiting()
    assert Operation.objects.get(kind="payout").state == "unknown"
    assert Payout.objects.get().state == "submitted"
    for _ in range(3):
        clock.advance(timedelta(hours=7))
        operations.ask_about_unanswered()
    doings.let_pass(hours=12)
    assert Payout.objects.get().state == ending
    books.assert_right()


def test_what_went_back_to_a_buyer_is_not_paid_out(earned: Seller) -> None:
    order = Order.objects.get()
    refunding.refund_by_seller(
        order.number, by=earned.user, line=order.lines.get().pk, amount=eur(1000)
    )
    with_account(earned)
    payouts.pay_out_now(earned, by=earned.user)
    assert Payout.objects.get().amount == eur(4315 - 921)
    books.assert_right()


def test_money_that_left_is_not_the_sellers_to_refund(earned: Seller) -> None:
    with_account(earned)
    payouts.pay_out_now(earned, by=earned.user)
    order = Order.objects.get()
    with pytest.raises(refunding.CannotBeRefunded, match="paid this money out"):
        refunding.refund_by_seller(order.number, by=earned.user, line=order.lines.get().pk)
    books.assert_right()


def test_the_reserve_of_a_new_seller_is_let_go_after_thirty_days(ben: User, bowl: Listing) -> None:
    doings.delivered(ben, bowl)
    doings.let_pass(days=15)
    reserve = books.of(Kind.SELLER_RESERVE, owner=f"seller:{bowl.seller.pk}")
    assert reserve == eur(280)
    doings.let_pass(days=29)
    assert books.of(Kind.SELLER_RESERVE, owner=f"seller:{bowl.seller.pk}") == reserve
    doings.let_pass(days=2)
    assert books.of(Kind.SELLER_RESERVE, owner=f"seller:{bowl.seller.pk}") == eur(0)
    assert books.payable(bowl.seller) == eur(2797)
    books.assert_right()


def test_a_claim_uses_the_oldest_reserve_and_the_rest_is_let_go(ben: User, bowl: Listing) -> None:
    order = doings.delivered(ben, bowl)
    doings.let_pass(days=15)
    refunding.refund_by_seller(
        order.number, by=bowl.seller.user, line=order.lines.get().pk, amount=eur(100)
    )
    doings.let_pass(days=31)
    assert books.of(Kind.SELLER_RESERVE, owner=f"seller:{bowl.seller.pk}") == eur(0)
    assert books.payable(bowl.seller) == eur(2797 - 93)
    books.assert_right()


@pytest.mark.parametrize(
    "typed", ["DE89 3704 0044 0532 0130 01", "DE", "12", "hello there", "GB00"]
)
def test_a_typing_error_in_an_account_is_told(earned: Seller, typed: str) -> None:
    with pytest.raises(NotAnAccount):
        payout_methods.read_account(typed)
    assert payout_methods.read_account("DE89 3704 0044 0532 0130 00") == "DE89370400440532013000"


def test_the_sweep_that_pays_out_is_scheduled() -> None:
    tasks = {entry["task"] for entry in schedule.beat(demo=False).values()}
    assert {"escrow.tasks.sweep", "escrow.tasks.run_operations"} <= tasks


@pytest.mark.django_db(transaction=True)
def test_two_at_once_pay_out_once(earned: Seller) -> None:
    with_account(earned)
    results = at_once(*[lambda: payouts.pay_out_now(earned, by=earned.user)] * 8)
    assert sum(isinstance(result, NothingToPayOut) for result in results) == 7
    assert Payout.objects.count() == 1
    assert books.payable(earned) == eur(0)
    books.assert_right()


@pytest.mark.django_db(transaction=True)
def test_a_payout_and_a_refund_at_once_never_take_the_same_money(earned: Seller) -> None:
    with_account(earned)
    order = Order.objects.get()
    line = order.lines.get().pk
    results = at_once(
        lambda: payouts.pay_out_now(earned, by=earned.user),
        lambda: refunding.refund_by_seller(order.number, by=earned.user, line=line),
    )
    assert sum(isinstance(result, Refusal) for result in results) == 1, results
    books.assert_right()
