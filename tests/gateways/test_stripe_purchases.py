"""Whole purchases with Stripe, through the stories, in any weather; each ends with the books."""

from datetime import timedelta
from uuid import UUID

import pytest

from escrow import clock, inbox, operations, reconciliation
from escrow.chart import Kind
from escrow.models import Chargeback, Operation, Payout, Refund
from escrow.money import Money
from marketplace import fulfilment, paying, unpaid
from marketplace.models import Checkout, Listing, Order, User
from sellers.models import PayoutMethod, Seller
from tests import books, doings
from tests.peers.stripe import StripePeer
from tests.peers.stripe.deeds import DECLINED, GOOD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "stripe")]


def place(ben: User, *listings: Listing) -> Checkout:
    return doings.place(ben, *listings, way="stripe")


def start(placed: Checkout) -> Operation:
    """The buyer is sent to Stripe's page."""
    answer = paying.pay(placed, by=placed.buyer, details={"return_url": "/back/"})
    assert answer.next_url.startswith("https://checkout.stripe.com/")
    return Operation.objects.filter(kind="charge").latest("created_at")


def buy(peer: StripePeer, ben: User, *listings: Listing, card: str = GOOD) -> Order:
    placed = place(ben, *listings)
    peer.deeds.pay(start(placed).provider_reference, card)
    tell(peer)
    return placed.orders.order_by("pk").first()


def tell(peer: StripePeer, *, copies: int = 1, backwards: bool = False) -> None:
    """Stripe posts everything that it has told so far, again what it posted before."""
    sent = peer.messages()
    for message in reversed(sent) if backwards else sent:
        for _ in range(copies):
            inbox.receive("stripe", *message)
    inbox.process()


def charge_of(order: Order) -> Operation:
    return Operation.objects.get(kind="charge", payment__tender__checkout=order.checkout)


def test_bought_sent_received_released_and_paid_out(
    stripe: StripePeer, ben: User, ada: Seller, lamp: Listing
) -> None:
    stripe.book.fee_bps, stripe.book.fee_each = 150, 25
    order = buy(stripe, ben, lamp)
    assert order.state == "paid"
    assert charge_of(order).the_payment.instrument == "visa ··4242"
    PayoutMethod.objects.create(
        seller=ada,
        gateway="stripe",
        holder="Ada",
        account="acct_1Ada",
        created_at=clock.now(),
        usable_from=clock.now(),
    )
    doings.arrive(doings.send(order))
    doings.let_pass(days=10)
    doings.pay_out(ada)
    operations.run_waiting()
    assert Payout.objects.get().state == "in_transit"
    books.assert_right()
    stripe.deeds.bank_takes(str(Operation.objects.get(kind="payout").pk))
    tell(stripe)
    assert Payout.objects.get().state == "paid"
    clock.advance(timedelta(days=1))
    assert reconciliation.reconcile_due() == 0
    assert books.of(Kind.PSP_FEES).minor == order.total.minor * 150 // 10_000 + 25
    books.assert_right()


def test_messages_in_reverse_and_doubled_end_in_the_same_books(
    stripe: StripePeer, ben: User, lamp: Listing
) -> None:
    placed = place(ben, lamp)
    stripe.deeds.pay(start(placed).provider_reference)
    tell(stripe, copies=3, backwards=True)
    tell(stripe, copies=2)
    assert placed.orders.get().state == "paid"
    assert books.of(Kind.PSP_CLEARING, owner="stripe") == placed.total
    books.assert_right()


def test_a_message_is_acted_on_days_later_as_if_it_were_new(
    stripe: StripePeer, ben: User, lamp: Listing
) -> None:
    placed = place(ben, lamp)
    stripe.deeds.pay(start(placed).provider_reference)
    for message in stripe.messages():
        assert inbox.receive("stripe", *message)
    clock.advance(timedelta(days=5))
    assert inbox.process() == len(stripe.messages())
    books.assert_right()


def test_a_message_that_overtakes_the_lost_answer_finds_its_purchase(
    stripe: StripePeer, ben: User, lamp: Listing
) -> None:
    placed = place(ben, lamp)
    with stripe.losing_answers():
        paying.pay(placed, by=ben, details={"return_url": "/back/"})
    operation = Operation.objects.get()
    assert operation.state == "unknown"
    stripe.deeds.pay(stripe.deeds.of("checkout.session", str(operation.pk))["id"])
    tell(stripe)
    assert placed.orders.get().state == "paid"
    books.assert_right()


def test_a_lost_call_is_given_up_and_the_buyer_tries_again(
    stripe: StripePeer, ben: User, lamp: Listing
) -> None:
    placed = place(ben, lamp)
    with stripe.losing_calls():
        paying.pay(placed, by=ben, details={"return_url": "/back/"})
    clock.advance(timedelta(minutes=11))
    operations.ask_about_unanswered()
    assert Operation.objects.get().decline_code == "never_arrived"
    stripe.deeds.pay(start(placed).provider_reference)
    tell(stripe)
    assert placed.orders.get().state == "paid"
    books.assert_right()


def test_a_declined_card_and_then_a_good_one_on_the_same_page(
    stripe: StripePeer, ben: User, lamp: Listing
) -> None:
    placed = place(ben, lamp)
    page = start(placed).provider_reference
    stripe.deeds.pay(page, DECLINED)
    tell(stripe)
    assert placed.orders.get().state == "pending_payment"
    stripe.deeds.pay(page, GOOD)
    tell(stripe)
    assert placed.orders.get().state == "paid"
    books.assert_right()


def test_who_leaves_cannot_pay_any_more(stripe: StripePeer, ben: User, lamp: Listing) -> None:
    placed = place(ben, lamp)
    page = start(placed).provider_reference
    unpaid.leave(placed.pk, by=ben)
    operations.ask_about_unanswered()
    stripe.deeds.pay(page, GOOD)
    tell(stripe)
    assert placed.orders.get().state in ("cancelled", "expired")
    assert stripe.book.all("charge") == []
    books.assert_right()


def test_paid_while_nobody_waited_any_more_goes_back(
    stripe: StripePeer, ben: User, lamp: Listing
) -> None:
    placed = place(ben, lamp)
    page = start(placed).provider_reference
    unpaid.leave(placed.pk, by=ben)
    with stripe.losing_calls():
        operations.ask_about_unanswered()
    stripe.deeds.pay(page, GOOD)
    tell(stripe)
    operations.run_waiting()
    refund = Refund.objects.get()
    assert (refund.state, refund.reason) == ("succeeded", "late_capture")
    assert books.of(Kind.PSP_CLEARING, owner="stripe") == Money.zero("EUR")
    books.assert_right()


def test_taken_twice_goes_back_once(stripe: StripePeer, ben: User, lamp: Listing) -> None:
    order = buy(stripe, ben, lamp)
    session = stripe.deeds.of("checkout.session", str(charge_of(order).pk))
    stripe.deeds.take_again(session["id"])
    tell(stripe, copies=2)
    operations.run_waiting()
    refund = Refund.objects.get()
    assert (refund.state, refund.reason) == ("succeeded", "taken_twice")
    assert books.of(Kind.PSP_CLEARING, owner="stripe") == order.total
    books.assert_right()


def test_taken_twice_and_not_found_by_the_search_is_found_by_the_report(
    stripe: StripePeer, ben: User, lamp: Listing
) -> None:
    order = buy(stripe, ben, lamp)
    stripe.book.search_lags = 3600
    session = stripe.deeds.of("checkout.session", str(charge_of(order).pk))
    stripe.deeds.take_again(session["id"])
    tell(stripe)
    assert not Refund.objects.exists()
    clock.advance(timedelta(days=1))
    reconciliation.reconcile_due()
    operations.run_waiting()
    assert Refund.objects.get().reason == "taken_twice"
    books.assert_right()


def test_a_refund_whose_answer_was_lost_is_not_counted_twice(
    stripe: StripePeer, ben: User, lamp: Listing
) -> None:
    order = buy(stripe, ben, lamp)
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    with stripe.losing_answers():
        operations.run_waiting()
    assert Refund.objects.get().state == "unknown"
    tell(stripe)
    operations.ask_about_unanswered()
    assert Refund.objects.get().state == "succeeded"
    assert books.of(Kind.PSP_CLEARING, owner="stripe") == Money.zero("EUR")
    books.assert_right()


def test_a_refund_that_fails_days_later_is_with_us_again(
    stripe: StripePeer, ben: User, lamp: Listing
) -> None:
    order = buy(stripe, ben, lamp)
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    clock.advance(timedelta(days=2))
    stripe.deeds.refund_fails(str(Operation.objects.get(kind="refund").pk))
    tell(stripe)
    assert Refund.objects.get().state == "bounced"
    clock.advance(timedelta(days=1))
    assert reconciliation.reconcile_due() == 0
    books.assert_right()


@pytest.mark.parametrize("won", [True, False])
def test_a_bank_takes_it_reads_our_answer_and_decides(
    stripe: StripePeer, ben: User, lamp: Listing, *, won: bool
) -> None:
    order = buy(stripe, ben, lamp)
    doings.send(order)
    reference = stripe.deeds.go_to_bank(str(charge_of(order).pk))["id"]
    tell(stripe)
    assert Chargeback.objects.get().state == "needs_response"
    doings.let_pass(days=6, hours=1)
    assert Chargeback.objects.get().state == "submitted"
    stripe.deeds.decide(reference, won=won)
    tell(stripe, backwards=True)
    assert Chargeback.objects.get().state == ("won" if won else "lost")
    clock.advance(timedelta(days=1))
    assert reconciliation.reconcile_due() == 0
    books.assert_right()


def test_a_payout_that_the_bank_refuses_is_in_the_balance_again(
    stripe: StripePeer, ben: User, ada: Seller, lamp: Listing
) -> None:
    order = buy(stripe, ben, lamp)
    PayoutMethod.objects.create(
        seller=ada,
        gateway="stripe",
        holder="Ada",
        account="acct_1Fails",
        created_at=clock.now(),
        usable_from=clock.now(),
    )
    doings.arrive(doings.send(order))
    doings.let_pass(days=10)
    before = books.payable(ada)
    doings.pay_out(ada)
    operations.run_waiting()
    stripe.deeds.bank_takes(str(Operation.objects.get(kind="payout").pk))
    tell(stripe)
    assert (Payout.objects.get().state, books.payable(ada)) == ("failed", before)
    clock.advance(timedelta(days=1))
    assert reconciliation.reconcile_due() == 0
    books.assert_right()


def test_our_names_for_things_are_the_operations_ids(
    stripe: StripePeer, ben: User, lamp: Listing
) -> None:
    buy(stripe, ben, lamp)
    for request in stripe.requests:
        if key := request.headers.get("idempotency-key"):
            assert request.method != "POST" or UUID(key)
