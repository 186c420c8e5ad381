"""A purchase paid by two: the balance first and a gateway for the rest, and the way back of both.

Bank transfers, which are paid by a statement, have theirs in test_bank_transfer_purchases.py.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from escrow import balances, clock, gateways, holding, inbox, operations, reconciliation, refunds
from escrow.gateways import Status
from escrow.models import Hold, Operation, Payment, Refund, ReportDifference
from escrow.money import Money
from escrow.story import story
from marketplace import fulfilment, paying, refunding
from marketplace.models import Checkout, Listing, Order, User
from tests import books, doings
from tests.gateways.adapters import ADAPTERS, Adapter
from tests.gateways.plugging import plugged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SAVED = Money(3040, "EUR")
PRICE = 4690


@pytest.fixture(params=["sandbox", "stripe", "paypal"])
def gateway(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[str]:
    with plugged_in(request.param, settings, tmp_path):
        yield request.param


@pytest.fixture
def rich(ben: User, bowl: Listing) -> User:
    """Ben keeps the 30.40 of a refunded bowl here."""
    keep(doings.buy(ben, bowl))
    return ben


@story
def keep(order: Order) -> None:
    holds = list(Hold.objects.filter(line__order=order).locked())
    given = holding.refund_all(holds, why="test")
    refunds.request(given, Refund.Reason.SELLER, Refund.Destination.BALANCE)


@pytest.fixture
def adapter(gateway: str, rich: User) -> Adapter:
    return ADAPTERS[gateway](rich)


@pytest.fixture
def order(gateway: str, adapter: Adapter, rich: User, lamp: Listing) -> Order:
    placed = doings.place(rich, lamp, way=gateway, use_balance=True)
    pay(placed, gateway, adapter, adapter.succeeds)
    return placed.orders.get()


def pay(placed: Checkout, gateway: str, adapter: Adapter, details: dict[str, str]) -> None:
    """The balance at once; then the rest, at the provider's page where it has one."""
    answer = paying.pay(placed, by=placed.buyer, details=details)
    if answer.status == Status.REQUIRES_ACTION:
        charges = Operation.objects.filter(payment__tender__checkout=placed, gateway=gateway)
        adapter.pay(gateways.get(gateway), charges.get(state="sent"))
        paying.refresh(placed)


def left(order: Order) -> dict[str, int]:
    """What each payment has that could still go back."""
    gone = Refund.objects.filter(hold__line__order=order, state="succeeded")
    return {
        payment.gateway: payment.captured_minor
        - sum(gone.filter(payment=payment).values_list("amount_minor", flat=True))
        for payment in Payment.objects.filter(tender__checkout=order.checkout, state="captured")
    }


def give_back(order: Order, minor: int) -> None:
    line = order.lines.get()
    refunding.refund_by_seller(
        order.number, by=order.seller.user, line=line.pk, amount=Money(minor, "EUR")
    )
    operations.run_waiting()
    inbox.process()


def test_both_pay_and_neither_alone(order: Order, gateway: str, rich: User) -> None:
    assert order.state == "paid"
    assert left(order) == {"balance": 3040, gateway: 1650}
    assert balances.of(rich, "EUR") == Money(0, "EUR")
    books.assert_right()


def test_in_parts_down_to_the_last_cent_of_each(order: Order, gateway: str, rich: User) -> None:
    """What the gateway took goes back first, and only then what came out of the balance."""
    steps = [
        (1, {"balance": 3040, gateway: 1649}),
        (1648, {"balance": 3040, gateway: 1}),
        (2, {"balance": 3039, gateway: 0}),
        (3038, {"balance": 1, gateway: 0}),
        (1, {"balance": 0, gateway: 0}),
    ]
    for minor, still in steps:
        give_back(order, minor)
        assert left(order) == still
        books.assert_right()
    assert balances.of(rich, "EUR") == SAVED
    assert sum(minor for minor, _ in steps) == PRICE


def test_after_a_decline_the_balance_waits_for_the_next_try(
    gateway: str, adapter: Adapter, rich: User, lamp: Listing
) -> None:
    assert adapter.declines is not None
    placed = doings.place(rich, lamp, way=gateway, use_balance=True)
    pay(placed, gateway, adapter, adapter.declines)
    assert placed.orders.get().state == "pending_payment"
    assert balances.of(rich, "EUR") == Money(0, "EUR")
    books.assert_right()
    pay(placed, gateway, adapter, adapter.succeeds)
    assert placed.orders.get().state == "paid"
    assert left(placed.orders.get()) == {"balance": 3040, gateway: 1650}
    books.assert_right()


def test_a_cancelled_purchase_goes_back_to_both(order: Order, gateway: str, rich: User) -> None:
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    assert left(order) == {"balance": 0, gateway: 0}
    assert balances.of(rich, "EUR") == SAVED
    books.assert_right()


def test_the_gateways_report_knows_its_own_part_alone(order: Order, gateway: str) -> None:
    give_back(order, 2000)
    day = clock.now().date()
    of_order = Operation.objects.filter(payment__tender__checkout=order.checkout)
    keys = {str(pk) for pk in of_order.values_list("pk", flat=True)}
    lines = [line for line in gateways.get(gateway).report(day) if line.operation_id in keys]
    assert [line.amount.minor for line in lines] == [1650, -1650]
    doings.let_pass(days=1)
    reconciliation.reconcile(gateways.get(gateway), day)
    assert not ReportDifference.objects.filter(gateway=gateway, settled_at=None).exists()
    books.assert_right()
