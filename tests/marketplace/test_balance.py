"""A buyer's balance: how it comes in, what it pays, and how it goes back where it came from."""

from datetime import timedelta

import pytest

from escrow import balances, clock, holding, operations, refunds, withdrawals
from escrow.balances import NotEnoughBalance
from escrow.chart import Kind
from escrow.models import BalanceLot, Hold, Payment, Refund
from escrow.money import Money
from escrow.story import story
from marketplace import fulfilment, unpaid
from marketplace.models import Checkout, Listing, Order, User
from marketplace.payment_due import NothingToPay
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
DECLINED = "4000000000000002"


@story
def keep(order: Order) -> None:
    """The buyer chose the balance for everything this order gives back."""
    holds = list(Hold.objects.filter(line__order=order).locked())
    given = holding.refund_all(holds, why="test")
    refunds.request(given, Refund.Reason.SELLER, Refund.Destination.BALANCE)


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def rich(ben: User, bowl: Listing) -> User:
    """Ben keeps the 30.40 of a refunded bowl here."""
    keep(doings.buy(ben, bowl))
    assert balances.of(ben, "EUR") == eur(3040)
    return ben


def test_a_refund_kept_here_is_in_the_balance_at_once(rich: User) -> None:
    refund = Refund.objects.get()
    assert (refund.state, refund.destination) == ("credited", "balance")
    assert not refund.operations.exists()
    books.assert_right()


def test_the_balance_pays_first_and_the_card_pays_the_rest(rich: User, lamp: Listing) -> None:
    placed = doings.place(rich, lamp, use_balance=True)
    doings.pay(placed)
    order = placed.orders.get()
    paid = {payment.gateway: payment.captured_minor for payment in _payments(placed)}
    assert (order.state, paid) == ("paid", {"balance": 3040, "sandbox": 1650})
    assert balances.of(rich, "EUR") == eur(0)
    books.assert_right()


def test_a_balance_can_pay_everything_without_a_card(rich: User, bowl: Listing) -> None:
    placed = doings.place(rich, bowl, use_balance=True)
    doings.pay(placed)
    assert [payment.gateway for payment in _payments(placed)] == ["balance"]
    assert placed.orders.get().state == "paid"
    books.assert_right()


def test_a_refund_goes_to_the_card_first_and_to_the_balance_last(rich: User, lamp: Listing) -> None:
    placed = doings.place(rich, lamp, use_balance=True)
    doings.pay(placed)
    order = placed.orders.get()
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    back = {
        r.payment.gateway: r.amount_minor for r in Refund.objects.filter(hold__line__order=order)
    }
    assert back == {"sandbox": 1650, "balance": 3040}
    assert balances.of(rich, "EUR") == eur(3040)
    books.assert_right()


def test_after_a_declined_card_what_is_set_aside_waits_for_another_card(
    rich: User, lamp: Listing
) -> None:
    placed = doings.place(rich, lamp, use_balance=True)
    assert doings.pay(placed, DECLINED).code == "card_declined"
    assert balances.of(rich, "EUR") == eur(0)
    books.assert_right()
    doings.pay(placed)
    assert placed.orders.get().state == "paid"
    assert sum(p.captured_minor for p in _payments(placed)) == placed.total_minor
    books.assert_right()


@pytest.mark.parametrize("leaves", [True, False])
def test_what_is_set_aside_is_free_again_when_the_purchase_ends(
    rich: User, lamp: Listing, leaves: bool
) -> None:
    placed = doings.place(rich, lamp, use_balance=True)
    doings.pay(placed, DECLINED)
    if leaves:
        unpaid.leave(placed.pk, by=rich)
        operations.run_waiting()
    else:
        doings.let_pass(minutes=31)
    assert balances.of(rich, "EUR") == eur(3040)
    assert BalanceLot.objects.get().left_minor == 3040
    books.assert_right()


def test_a_balance_spent_elsewhere_meanwhile_declines_and_the_card_pays_the_whole(
    rich: User, lamp: Listing, bowl: Listing
) -> None:
    placed = doings.place(rich, lamp, use_balance=True)
    doings.pay(doings.place(rich, bowl, use_balance=True))
    assert doings.pay(placed).code == "balance_too_small"
    doings.pay(placed)
    order = placed.orders.get()
    assert order.state == "paid"
    funding = order.lines.get().hold.fundings.get(in_force=True)
    assert (funding.payment.gateway, funding.amount_minor) == ("sandbox", 4690)
    books.assert_right()


def test_a_withdrawal_goes_back_to_the_card_it_came_from(rich: User) -> None:
    origin = BalanceLot.objects.get().origin
    withdrawals.withdraw(eur(1000), by=rich)
    operations.run_waiting()
    refund = Refund.objects.get(reason="withdrawal")
    assert (refund.state, refund.payment_id) == ("succeeded", origin.pk)
    assert balances.of(rich, "EUR") == eur(2040)
    books.assert_right()


def test_nobody_withdraws_more_than_there_is(rich: User) -> None:
    with pytest.raises(NotEnoughBalance):
        withdrawals.withdraw(eur(3041), by=rich)
    assert balances.of(rich, "EUR") == eur(3040)
    books.assert_right()


def test_lots_are_spent_oldest_first(rich: User, bowl: Listing, lamp: Listing) -> None:
    clock.advance(timedelta(days=1))
    keep(doings.buy(rich, bowl))
    doings.pay(doings.place(rich, lamp, use_balance=True))
    assert [lot.left_minor for lot in BalanceLot.objects.order_by("pk")] == [0, 1390]
    books.assert_right()


def test_a_second_click_takes_the_balance_once(rich: User, lamp: Listing) -> None:
    placed = doings.place(rich, lamp, use_balance=True)
    doings.pay(placed)
    with pytest.raises(NothingToPay):
        doings.pay(placed)
    assert Payment.objects.filter(tender__checkout=placed).count() == 2
    assert books.of(Kind.PSP_CLEARING, owner="balance") == eur(0)
    books.assert_right()


def _payments(placed: Checkout) -> list[Payment]:
    return list(Payment.objects.filter(tender__checkout=placed).order_by("created_at"))
