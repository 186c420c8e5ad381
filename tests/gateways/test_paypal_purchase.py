"""Whole purchases with PayPal through the stories, to the books."""

from collections import Counter
from datetime import timedelta

import pytest

from disputes import contesting
from escrow import clock, gateways, inbox, operations, payouts, reconciliation
from escrow.chart import Kind
from escrow.gateways import Status
from escrow.models import (
    Chargeback,
    Operation,
    Payment,
    Payout,
    PaypalCall,
    Refund,
    ReportDifference,
)
from escrow.money import Money
from escrow.story import story
from marketplace import fulfilment, paying, unpaid
from marketplace.models import Checkout, Listing, Order, User, Variant
from sellers.models import PayoutMethod, Seller
from tests import books, doings
from tests.cast import MONDAY
from tests.peers.paypal import PayPal
from tests.rivals import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def place(ben: User, *listings: Listing) -> Checkout:
    return doings.place(ben, *listings, way="paypal")


def go_to_paypal(placed: Checkout) -> Operation:
    answer = paying.pay(placed, by=placed.buyer, details={"return_url": "/orders/"})
    assert answer.status == Status.REQUIRES_ACTION
    return Operation.objects.get(payment__tender__checkout=placed, kind="charge", state="sent")


def hear(paypal: PayPal) -> None:
    """PayPal's messages arrive and are acted on."""
    for message in list(paypal.messages):
        inbox.receive("paypal", *message)
    inbox.process()


@pytest.fixture
def bought(paypal: PayPal, ben: User, lamp: Listing) -> Order:
    placed = place(ben, lamp)
    paypal.orders.buyer_agrees(go_to_paypal(placed).pk)
    paying.refresh(placed)
    return placed.orders.get()


def test_the_buyer_agrees_comes_back_and_it_is_paid(paypal: PayPal, bought: Order) -> None:
    charge = Operation.objects.get(kind="charge")
    assert (bought.state, charge.state) == ("paid", "succeeded")
    assert charge.provider_reference in paypal.orders.captures
    assert Payment.objects.get().instrument == "PayPal"
    books.assert_right()


def test_a_buyer_who_never_comes_back_has_paid_all_the_same(
    paypal: PayPal, ben: User, lamp: Listing
) -> None:
    placed = place(ben, lamp)
    paypal.orders.buyer_agrees(go_to_paypal(placed).pk)
    hear(paypal)
    assert placed.orders.get().state == "paid"
    hear(paypal)
    assert len(paypal.orders.captures) == 1
    books.assert_right()


def test_while_the_buyer_is_there_the_order_is_known_by_its_name(
    paypal: PayPal, ben: User, lamp: Listing
) -> None:
    charge = go_to_paypal(place(ben, lamp))
    assert charge.provider_reference == paypal.orders.of(charge.pk)[0]["id"]
    assert charge.next_url.startswith(paypal.url)


@pytest.mark.parametrize("agrees", ["before", "after", "between"])
def test_a_purchase_given_up_is_never_captured(
    paypal: PayPal, ben: User, lamp: Listing, agrees: str
) -> None:
    placed = place(ben, lamp)
    charge = go_to_paypal(placed)
    if agrees == "before":
        paypal.orders.buyer_agrees(charge.pk)
    unpaid.leave(placed.pk, by=ben)
    if agrees == "between":
        paypal.orders.buyer_agrees(charge.pk)
    operations.ask_about_unanswered()
    if agrees == "after":
        paypal.orders.buyer_agrees(charge.pk)
    for _ in range(4):
        hear(paypal)
        paying.refresh(placed)
        clock.advance(timedelta(hours=2))
        operations.ask_about_unanswered()
    charge.refresh_from_db()
    assert (charge.state, charge.decline_code) == ("declined", "abandoned")
    assert paypal.orders.captures == {}
    assert placed.orders.get().state == "cancelled"
    books.assert_right()


def test_an_echeck_keeps_the_things_until_it_clears(
    paypal: PayPal, ben: User, lamp: Listing
) -> None:
    placed = place(ben, lamp)
    paypal.orders.buyer_agrees(go_to_paypal(placed).pk, "echeck")
    paying.refresh(placed)
    clock.advance(timedelta(days=2))
    assert placed.orders.get().state == "pending_payment"
    (capture,) = paypal.orders.captures.values()
    paypal.orders.clears(capture)
    hear(paypal)
    assert placed.orders.get().state == "paid"
    books.assert_right()


def test_money_that_differs_from_what_was_asked_goes_back(
    paypal: PayPal, ben: User, lamp: Listing
) -> None:
    placed = place(ben, lamp)
    charge = go_to_paypal(placed)
    (order,) = paypal.orders.of(charge.pk)
    order["purchase_units"][0]["amount"] = {"currency_code": "EUR", "value": "46.89"}
    paypal.orders.buyer_agrees(charge.pk)
    paying.refresh(placed)
    operations.run_waiting()
    refund = Refund.objects.get()
    assert (refund.state, refund.amount) == ("succeeded", Money(4689, "EUR"))
    assert placed.orders.get().state == "pending_payment"
    books.assert_right()


def test_a_refund_reaches_the_buyer_and_the_report_agrees(paypal: PayPal, bought: Order) -> None:
    paypal.ledger.fee = 189
    fulfilment.cancel_by_seller(bought.number, by=bought.seller.user)
    operations.run_waiting()
    hear(paypal)
    assert Refund.objects.get().state == "succeeded"
    clock.advance(timedelta(days=1))
    reconciliation.reconcile_due()
    assert list(ReportDifference.objects.filter(settled_at=None)) == []
    assert books.of(Kind.PSP_CLEARING, owner="paypal") == Money(0, "EUR")
    books.assert_right()


def test_fees_and_the_way_to_our_bank_are_booked_from_the_report(
    paypal: PayPal, ben: User, lamp: Listing
) -> None:
    paypal.ledger.fee = 189
    placed = place(ben, lamp)
    paypal.orders.buyer_agrees(go_to_paypal(placed).pk)
    paying.refresh(placed)
    paypal.ledger.write("T0400", "5FS85421HB0125733", Money(-4000, "EUR"))
    clock.advance(timedelta(days=1))
    for _ in range(2):
        reconciliation.reconcile_due()
    assert list(ReportDifference.objects.filter(settled_at=None)) == []
    assert books.of(Kind.PSP_FEES) == Money(189, "EUR")
    assert books.of(Kind.BANK) == Money(4000, "EUR")
    assert books.of(Kind.PSP_CLEARING, owner="paypal") == Money(4690 - 189 - 4000, "EUR")
    books.assert_right()


def test_what_nobody_can_explain_is_a_difference(paypal: PayPal, bought: Order) -> None:
    paypal.ledger.write("T0200", "1B7734823F7583617", Money(-100, "EUR"))
    clock.advance(timedelta(days=1))
    reconciliation.reconcile_due()
    (found,) = ReportDifference.objects.filter(settled_at=None)
    assert (found.what, found.theirs_minor) == ("other", -100)


@pytest.mark.parametrize("won", [True, False])
def test_a_claim_is_answered_and_decided(paypal: PayPal, bought: Order, won: bool) -> None:
    charge = Operation.objects.get(kind="charge")
    doings.arrive(doings.send(bought))
    reference = paypal.disputes.open(charge.pk, channel="INTERNAL")
    hear(paypal)
    case = Chargeback.objects.get()
    assert (case.state, case.provider_reference) == ("needs_response", reference)
    contesting.contest(case.pk, by=bought.seller.user, words="It is there.")
    operations.run_waiting()
    case.refresh_from_db()
    assert (case.state, len(paypal.disputes.by_id[reference]["evidences"])) == ("submitted", 1)
    clock.advance(timedelta(days=1))
    paypal.disputes.decide(reference, won=won)
    hear(paypal)
    case.refresh_from_db()
    assert case.state == ("won" if won else "lost")
    clock.advance(timedelta(days=1))
    reconciliation.reconcile_due()
    assert list(ReportDifference.objects.filter(settled_at=None)) == []
    books.assert_right()


@pytest.mark.parametrize("ending", ["SUCCESS", "RETURNED", "FAILED"])
def test_a_seller_is_paid_at_paypal(paypal: PayPal, bought: Order, ending: str) -> None:
    seller = bought.seller
    doings.arrive(doings.send(bought))
    doings.let_pass(days=8)
    method = PayoutMethod.objects.create(
        seller=seller,
        gateway="paypal",
        holder="Ada",
        account="ada@example.com",
        created_at=clock.now(),
        usable_from=clock.now(),
    )
    earned = books.payable(seller)
    send_everything(method, earned)
    operations.run_waiting()
    key = Operation.objects.get(kind="payout").pk
    if ending == "RETURNED":
        paypal.payouts.go_on(key, "UNCLAIMED")
        hear(paypal)
        assert Payout.objects.get().state == "in_transit"
    paypal.payouts.go_on(key, ending)
    hear(paypal)
    state = {"SUCCESS": "paid", "RETURNED": "returned", "FAILED": "failed"}[ending]
    assert Payout.objects.get().state == state
    assert books.payable(seller) == (Money(0, "EUR") if ending == "SUCCESS" else earned)
    books.assert_right()


@story
def send_everything(method: PayoutMethod, earned: Money) -> None:
    payouts.send(method, earned)


@pytest.mark.django_db(transaction=True)
def test_giving_up_and_capturing_at_once_never_leave_money_without_a_booking(
    paypal: PayPal, ben: User, lamp: Listing
) -> None:
    """Real threads: the buyer leaves, a message comes, the clock asks."""
    Variant.objects.filter(listing=lamp).update(on_hand=100)
    endings: Counter[tuple[str, str]] = Counter()
    with clock.travel_to(MONDAY):
        for _ in range(12):
            placed = place(ben, lamp)
            charge = go_to_paypal(placed)
            paypal.orders.buyer_agrees(charge.pk)
            at_once(
                lambda placed=placed: unpaid.leave(placed.pk, by=ben),
                lambda charge=charge: operations.ask(Operation.objects.get(pk=charge.pk)),
                operations.ask_about_unanswered,
                lambda placed=placed: paying.refresh(placed),
            )
            clock.advance(timedelta(minutes=15))
            operations.ask_about_unanswered()
            operations.run_waiting()
            charge.refresh_from_db()
            taken = paypal.orders.of(charge.pk)[0]["status"] == "COMPLETED"
            assert charge.state == ("succeeded" if taken else "declined")
            endings[charge.state, placed.orders.get().state] += 1
        assert set(endings) <= {
            ("succeeded", "paid"),
            ("succeeded", "cancelled"),
            ("declined", "cancelled"),
        }
        assert Refund.objects.count() == endings["succeeded", "cancelled"]
        assert not PaypalCall.objects.filter(operation__state="sent").exists()
        books.assert_right()


def test_the_gateway_is_off_unless_it_is_named() -> None:
    assert "paypal" not in {each.name for each in gateways.available()}


@pytest.mark.usefixtures("paypal")
def test_where_it_is_on_a_buyer_can_choose_it(ada: Seller) -> None:
    assert "paypal" in {each.name for each in gateways.to_pay_with()}
