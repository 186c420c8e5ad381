"""What a buyer kept in the balance is not given to them a second time by their bank (R12)."""

import pytest
from django.test import Client

from escrow import balances, operations, withdrawals
from escrow.balances import NotEnoughBalance
from escrow.chart import Kind
from escrow.models import Payment, Refund
from escrow.money import Money
from marketplace.models import Listing, Order, User
from tests import books, doings
from tests.escrow import paths
from tests.marketplace.test_api import Program
from tests.marketplace.test_balance import keep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
PAGE = "/account/balance/"


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def order(ben: User, bowl: Listing) -> Order:
    """Ben keeps the 30.40 of a refunded bowl here."""
    order = doings.buy(ben, bowl)
    keep(order)
    return order


def test_while_the_bank_decides_it_can_be_neither_spent_nor_sent(
    ben: User, order: Order, lamp: Listing
) -> None:
    doings.bank_asks(order, warning=True)
    assert (balances.of(ben, "EUR"), balances.free(ben, "EUR")) == (eur(3040), eur(0))
    with pytest.raises(NotEnoughBalance):
        withdrawals.withdraw(eur(1), by=ben)
    placed = doings.place(ben, lamp, use_balance=True)
    doings.pay(placed)
    assert list(Payment.objects.filter(tender__checkout=placed).values_list("gateway")) == [
        ("sandbox",)
    ]
    books.assert_right()


def test_the_bank_keeps_the_money_and_the_balance_gives_way(ben: User, order: Order) -> None:
    doings.bank_decides(doings.bank_asks(order), won=False)
    assert balances.of(ben, "EUR") == eur(0)
    assert books.of(Kind.CHARGEBACK_LOSS) == eur(0)
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == eur(0)
    operations.run_waiting()
    books.assert_right()


def test_the_bank_gives_it_back_and_it_is_free_again(ben: User, order: Order) -> None:
    doings.bank_decides(doings.bank_asks(order), won=True)
    assert balances.free(ben, "EUR") == eur(3040)
    withdrawals.withdraw(eur(3040), by=ben)
    operations.run_waiting()
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == eur(0)
    books.assert_right()


def test_the_path_of_the_orders_money_tells_it(client: Client, ben: User, order: Order) -> None:
    doings.bank_decides(doings.bank_asks(order), won=False)
    client.force_login(ben)
    page = client.get(f"/orders/{order.number}/money/").content.decode()
    assert "Your bank gave it back to you, so it is no longer in your balance" in page
    assert "Back on card" in page
    paths.assert_the_paths_are_the_books()


def test_of_a_payment_for_two_shops_only_the_kept_part_is_called_back(
    ben: User, lamp: Listing, bowl: Listing
) -> None:
    placed = doings.place(ben, lamp, bowl)
    doings.pay(placed)
    one, other = placed.orders.order_by("pk")
    keep(one)
    doings.bank_decides(doings.bank_asks(other), won=False)
    assert balances.of(ben, "EUR") == eur(0)
    assert other.lines.get().hold.state == "charged_back"
    assert books.of(Kind.CHARGEBACK_LOSS) == eur(0)
    paths.assert_the_paths_are_the_books()
    books.assert_right()


def test_only_what_is_left_of_it_gives_way_and_the_rest_is_our_loss(
    ben: User, order: Order, lamp: Listing
) -> None:
    doings.pay(doings.place(ben, lamp, use_balance=True))
    doings.bank_decides(doings.bank_asks(order), won=False)
    assert books.of(Kind.CHARGEBACK_LOSS) == eur(3040)
    books.assert_right()


def test_a_withdrawal_that_is_not_sent_yet_gives_way_first(ben: User, order: Order) -> None:
    withdrawals.withdraw(eur(1000), by=ben)
    doings.bank_decides(doings.bank_asks(order), won=False)
    operations.run_waiting()
    assert balances.of(ben, "EUR") == eur(0)
    assert set(Refund.objects.values_list("state", flat=True)) == {"credited", "charged_back"}
    books.assert_right()


def test_another_purchases_money_is_left_alone(ben: User, order: Order, lamp: Listing) -> None:
    keep(doings.buy(ben, lamp))
    doings.bank_decides(doings.bank_asks(order), won=False)
    assert balances.free(ben, "EUR") == eur(4690)
    books.assert_right()


def test_the_page_and_programs_say_that_it_waits(client: Client, ben: User, order: Order) -> None:
    client.force_login(ben)
    doings.bank_asks(order)
    page = " ".join(client.get(PAGE).content.decode().split())
    assert "Waits for your bank" in page
    assert "Send it back" not in page
    (told,) = Program(ben).read("/balance/").json()
    assert (told["free"]["amount"], told["balance"]["amount"]) == ("0.00", "30.40")
    assert told["waiting"][0]["order"] == order.number
