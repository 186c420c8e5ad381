"""Faults that other marketplaces really had, one test each, ending with the books.

docs/faults.md names where each was seen.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from disputes import answering, withdrawing
from escrow import (
    balances,
    clock,
    deadlines,
    holding,
    inbox,
    operations,
    outages,
    refunds,
    release,
    stranded,
    withdrawals,
)
from escrow.balances import NotEnoughBalance
from escrow.chart import Kind
from escrow.gateways.sandbox import provider
from escrow.models import (
    BalanceLot,
    Deadline,
    Hold,
    JournalEntry,
    Operation,
    Refund,
    SandboxCharge,
    SandboxMove,
)
from escrow.money import Money
from escrow.story import Refusal, story
from marketplace import fulfilment
from marketplace.models import Listing, Order, User
from sellers import payouts
from tests import books, doings
from tests.cast import MONDAY
from tests.rivals import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMEOUT_TAKEN, BOUNCES = "4000000000000341", "4000000000005126"


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture(autouse=True)
def a_monday(transactional_db: None) -> Iterator[datetime]:
    with clock.travel_to(MONDAY):
        yield MONDAY
        books.assert_right()


@story
def into_the_balance(order: Order) -> None:
    holds = list(Hold.objects.filter(line__order=order).locked())
    given_back = holding.refund_all(holds, why="test")
    refunds.request(given_back, Refund.Reason.SELLER, Refund.Destination.BALANCE)


def test_concurrent_requests_pay_out_once(ben: User, lamp: Listing) -> None:
    doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    doings.name_account(lamp.seller)
    doings.let_pass(hours=73)
    at_once(*[lambda: payouts.pay_out_now(lamp.seller, by=lamp.seller.user)] * 6)
    doings.let_pass(days=3)
    assert SandboxMove.objects.filter(what="payout").count() == 1
    assert lamp.seller.payouts.get().amount == eur(4315)


def test_no_credit_is_lost_by_reading_and_writing_back(
    ben: User, lamp: Listing, bowl: Listing
) -> None:
    first, second = doings.buy(ben, lamp), doings.buy(ben, bowl)
    results = at_once(lambda: into_the_balance(first), lambda: into_the_balance(second))
    assert results == [None, None]
    assert balances.of(ben, "EUR") == eur(4690 + 3040)


def test_a_balance_is_spent_once_however_many_try(ben: User, lamp: Listing) -> None:
    into_the_balance(doings.buy(ben, lamp))
    results = at_once(*[lambda: withdrawals.withdraw(eur(4690), by=ben)] * 5)
    assert sum(isinstance(result, NotEnoughBalance) for result in results) == 4
    assert balances.of(ben, "EUR") == eur(0)


def test_a_timeout_is_no_failure_and_a_retry_has_no_new_key(ben: User, lamp: Listing) -> None:
    placed = doings.place(ben, lamp)
    for _ in range(3):
        doings.pay(placed, TIMEOUT_TAKEN)
    operations.ask_about_unanswered()
    assert SandboxCharge.objects.count() == 1
    assert JournalEntry.objects.filter(kind="capture").count() == 1
    assert placed.orders.get().state == "paid"


def test_a_refunds_message_before_its_answer_counts_once(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operation = Operation.objects.get(kind="refund")
    claimed = operations._claim(operation.pk)
    assert claimed is not None
    charge = order.lines.get().hold.fundings.get().payment.operations.get(kind="charge")
    provider.refund(claimed.pk, claimed.amount, charge.provider_reference)
    inbox.process()
    assert Refund.objects.get().state == "succeeded"
    operations.call(claimed)
    assert JournalEntry.objects.filter(kind="refund_succeeded").count() == 1
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == eur(0)


def test_a_refund_and_a_chargeback_are_not_both_paid(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    case = doings.bank_asks(order)
    operations.run_waiting()
    doings.bank_decides(case, won=False)
    operations.run_waiting()
    assert Refund.objects.get().state == "charged_back"
    assert not SandboxMove.objects.filter(what="refund").exists()


def test_a_refund_that_bounces_is_told_and_finds_another_way(ben: User, lamp: Listing) -> None:
    placed = doings.place(ben, lamp)
    doings.pay(placed, BOUNCES)
    order = placed.orders.get()
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    doings.let_pass(days=10)
    refund = Refund.objects.get()
    assert refund.state == "bounced"
    assert ben.notices.filter(kind="refund_stranded").exists()
    books.assert_right()
    stranded.keep_in_balance(refund.pk, by=ben)
    assert balances.of(ben, "EUR") == eur(4690)
    with pytest.raises(stranded.NotStranded):
        stranded.keep_in_balance(refund.pk, by=ben)


def test_a_payout_the_bank_returns_is_the_sellers_again(ben: User, lamp: Listing) -> None:
    doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    doings.name_account(lamp.seller, "000111111140")
    doings.let_pass(days=14)
    assert lamp.seller.payouts.get().state == "returned"
    assert books.payable(lamp.seller) == eur(4315)


def test_whoever_is_owed_money_and_named_an_account_has_a_payout_scheduled(
    ben: User, lamp: Listing
) -> None:
    doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    doings.name_account(lamp.seller)
    for _ in range(4):
        assert Deadline.objects.pending().filter(kind="payout").count() == 1
        doings.let_pass(days=7)
    assert lamp.seller.payouts.get().state == "paid"


@given(
    minor=st.integers(1, 10**9),
    weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=9),
)
def test_shares_lose_no_cent(minor: int, weights: list[int]) -> None:
    parts = eur(minor).split(weights)
    assert sum(part.minor for part in parts) == minor
    assert all(part.minor >= 0 for part in parts)


@pytest.mark.parametrize("minor", [0, -1, -4690])
def test_nobody_withdraws_less_than_something(ben: User, lamp: Listing, minor: int) -> None:
    into_the_balance(doings.buy(ben, lamp))
    with pytest.raises(NotEnoughBalance):
        withdrawals.withdraw(eur(minor), by=ben)
    assert BalanceLot.objects.get().left_minor == 4690


def test_a_refund_changes_the_sellers_balance(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    before = books.payable(lamp.seller)
    answering.accept(doings.complain(order, amount=eur(1000)), by=lamp.seller.user)
    assert before - books.payable(lamp.seller) == eur(1000 - 79)


@pytest.mark.parametrize(
    ("outcome", "to_buyer", "to_seller"), [("refund", 4690, 0), ("release", 0, 4315)]
)
def test_a_decision_gives_to_the_side_it_names(
    ben: User, lamp: Listing, sofia: User, outcome: str, to_buyer: int, to_seller: int
) -> None:
    dispute = doings.complain(doings.delivered(ben, lamp))
    answering.contest(dispute, by=lamp.seller.user, text="It was whole.")
    doings.decide(dispute, by=sofia, outcome=outcome, reasons="As the photos show.")
    back = sum(refund.amount_minor for refund in Refund.objects.all())
    assert (back, books.payable(lamp.seller)) == (to_buyer, eur(to_seller))


def test_staff_decide_and_the_buyer_withdraws_at_once(
    ben: User, lamp: Listing, sofia: User
) -> None:
    for _ in range(5):
        dispute = doings.complain(doings.delivered(ben, lamp))
        answering.contest(dispute, by=lamp.seller.user, text="It was whole.")
        results = at_once(
            lambda case=dispute: doings.decide(case, by=sofia, outcome="refund", reasons="Yes."),
            lambda case=dispute: withdrawing.withdraw(case, by=ben),
        )
        assert sum(isinstance(result, Refusal) for result in results) == 1, results


def test_an_outage_eats_nobodys_window(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    outages.begin("No web.", by=None)
    clock.advance(timedelta(days=20))
    outages.end(by=None)
    deadlines.sweep()
    doings.complain(order)
    assert order.lines.get().hold.state == "frozen"


def test_the_parties_settle_while_a_dispute_is_open(ben: User, lamp: Listing) -> None:
    dispute = doings.complain(doings.delivered(ben, lamp))
    answering.contest(dispute, by=lamp.seller.user, text="It was whole.")
    answering.accept(dispute, by=lamp.seller.user)
    dispute.refresh_from_db()
    assert dispute.state == "resolved"


def test_a_crash_in_the_middle_leaves_nothing_behind(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        holds = list(Hold.objects.filter(line__order=order).locked())
        release.release(holds)
        raise ZeroDivisionError
    assert order.lines.get().hold.state == "inspecting"
