"""Paying: what each card does, and every way in which an answer can come late, twice or never."""

from datetime import timedelta

import pytest

from escrow import clock, deadlines, fund, gateways, inbox, operations
from escrow.chart import Kind
from escrow.gateways import Answer, Status
from escrow.gateways.sandbox import messages, provider
from escrow.models import (
    JournalEntry,
    Operation,
    PaymentEvent,
    Refund,
    SandboxCharge,
    SandboxMessage,
)
from escrow.money import Money
from marketplace import checkout, paying, unpaid
from marketplace.models import Checkout, Listing, Order, User
from marketplace.payment_due import NothingToPay
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

DECLINED, TIMEOUT_TAKEN, TIMEOUT_LOST = "4000000000000002", "4000000000000341", "4000000000000358"
CHALLENGED = "4000002500003155"


@pytest.fixture
def placed(ben: User, lamp: Listing) -> Checkout:
    return doings.place(ben, lamp)


def state(placed: Checkout) -> str:
    return placed.orders.get().state


def test_a_good_card_pays_and_the_money_is_held(placed: Checkout) -> None:
    assert doings.pay(placed).status == Status.SUCCEEDED
    hold = placed.orders.get().lines.get().hold
    assert (state(placed), hold.state, hold.held) == ("paid", "held", Money(4690, "EUR"))
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == Money(4690, "EUR")
    books.assert_right()


def test_a_declined_card_leaves_the_order_open_for_another_try(placed: Checkout) -> None:
    assert doings.pay(placed, DECLINED).code == "card_declined"
    assert state(placed) == "pending_payment"
    doings.pay(placed)
    assert state(placed) == "paid"
    assert placed.tenders.count() == 2
    books.assert_right()


def test_a_challenge_is_passed_at_the_provider(placed: Checkout) -> None:
    answer = doings.pay(placed, CHALLENGED)
    assert answer.status == Status.REQUIRES_ACTION
    provider.finish_challenge(SandboxCharge.objects.get(), passed=True)
    paying.refresh(placed)
    assert state(placed) == "paid"
    books.assert_right()


def test_a_failed_challenge_is_a_declined_payment(placed: Checkout) -> None:
    doings.pay(placed, CHALLENGED)
    provider.finish_challenge(SandboxCharge.objects.get(), passed=False)
    paying.refresh(placed)
    assert Operation.objects.get().state == "declined"
    assert state(placed) == "pending_payment"


@pytest.mark.parametrize(
    ("card", "ending"), [(TIMEOUT_TAKEN, "paid"), (TIMEOUT_LOST, "pending_payment")]
)
def test_a_timeout_is_never_guessed_but_asked_about(
    placed: Checkout, card: str, ending: str
) -> None:
    assert doings.pay(placed, card).status == Status.UNKNOWN
    assert Operation.objects.get().state == "unknown"
    assert state(placed) == "pending_payment"
    operations.ask_about_unanswered()
    assert state(placed) == ending
    assert Operation.objects.get().state != "unknown"
    books.assert_right()


def test_an_unknown_payment_is_not_given_up(placed: Checkout) -> None:
    doings.pay(placed, TIMEOUT_TAKEN)
    clock.advance(timedelta(minutes=31))
    deadlines.sweep()
    assert state(placed) == "pending_payment"
    operations.ask_about_unanswered()
    assert state(placed) == "paid"
    books.assert_right()


def test_a_crash_between_writing_down_and_calling_is_asked_about(placed: Checkout) -> None:
    paying.begin(placed.pk, by=placed.buyer, details={"card": doings.GOOD_CARD})
    clock.advance(timedelta(minutes=2))
    operations.ask_about_unanswered()
    assert Operation.objects.get().decline_code == "never_arrived"
    doings.pay(placed)
    assert state(placed) == "paid"
    books.assert_right()


def test_a_charge_written_with_the_purchase_is_called_once(ben: User, lamp: Listing) -> None:
    """Whoever placed it calls; the second click, the reload and the program after a crash only look."""
    cart = doings.fill_cart(ben, lamp).items.all()
    how = {"by": ben, "address": doings.BERLIN, "token": "once", "details": {}}
    placed, again = checkout.place(cart, **how), checkout.place(cart, **how)
    charge = Operation.objects.get()
    assert (charge.state, charge.details) == ("sent", {"return_url": placed.get_absolute_url()})
    assert paying.pay(again, by=ben, details={}).next_url == ""
    assert not SandboxCharge.objects.exists()
    assert paying.pay(placed, by=ben, details={}).next_url
    assert SandboxCharge.objects.get().operation_key == charge.pk
    assert paying.pay(placed, by=ben, details={}).next_url
    assert Operation.objects.get() == charge


def test_a_crash_between_placing_and_calling_is_asked_about(ben: User, lamp: Listing) -> None:
    cart = doings.fill_cart(ben, lamp).items.all()
    placed = checkout.place(cart, by=ben, address=doings.BERLIN, details={})
    clock.advance(timedelta(minutes=2))
    operations.ask_about_unanswered()
    assert Operation.objects.get().decline_code == "never_arrived"
    doings.pay(Checkout.objects.get(pk=placed.pk))
    assert state(placed) == "paid"
    books.assert_right()


def test_a_message_that_overtakes_the_answer_pays_once(placed: Checkout) -> None:
    operation, _ = paying.begin(placed.pk, by=placed.buyer, details={"card": doings.GOOD_CARD})
    provider.charge_card(operation.pk, operation.amount, doings.GOOD_CARD)
    assert inbox.process() == 1
    assert state(placed) == "paid"
    operations.call(operation)
    assert JournalEntry.objects.filter(kind="capture").count() == 1
    books.assert_right()


def test_a_message_sent_twice_is_stored_and_acted_on_once(placed: Checkout) -> None:
    doings.pay(placed)
    SandboxMessage.objects.update(delivered_at=None)
    messages.let_go(copies=3)
    inbox.process()
    inbox.process()
    assert PaymentEvent.objects.count() == 1
    assert JournalEntry.objects.filter(kind="capture").count() == 1
    books.assert_right()


def test_a_forged_message_is_refused(placed: Checkout) -> None:
    with pytest.raises(gateways.ForgedMessage):
        inbox.receive("sandbox", {messages.SIGNATURE: "0" * 64}, b"{}")
    assert not PaymentEvent.objects.exists()


def test_money_that_comes_after_the_order_ended_goes_back_by_itself(placed: Checkout) -> None:
    doings.pay(placed, CHALLENGED)
    doings.let_pass(minutes=31)
    assert state(placed) == "expired"
    provider.finish_challenge(SandboxCharge.objects.get(), passed=True)
    inbox.process()
    operations.run_waiting()
    refund = Refund.objects.get()
    assert (refund.state, refund.reason) == ("succeeded", "late_capture")
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == Money.zero("EUR")
    books.assert_right()


@pytest.mark.parametrize("minor", [1, 4689, 4691])
def test_another_amount_than_was_asked_goes_back(placed: Checkout, minor: int) -> None:
    operation, _ = paying.begin(placed.pk, by=placed.buyer, details={})
    operations.settle(operation, Answer(Status.SUCCEEDED, amount=Money(minor, "EUR")))
    assert state(placed) == "pending_payment"
    assert placed.orders.get().lines.get().hold.state == "pending"
    assert Refund.objects.get().amount == Money(minor, "EUR")


def test_a_yes_to_nothing_is_no_answer(placed: Checkout) -> None:
    operation, _ = paying.begin(placed.pk, by=placed.buyer, details={})
    operations.settle(operation, Answer(Status.SUCCEEDED, amount=Money.zero("EUR")))
    operation.refresh_from_db()
    assert (operation.state, state(placed)) == ("unknown", "pending_payment")


def test_two_payments_of_one_purchase_pay_it_once(placed: Checkout) -> None:
    doings.pay(placed, CHALLENGED)
    first = SandboxCharge.objects.get()
    provider.abandon(first)
    paying.refresh(placed)
    doings.pay(placed)
    assert state(placed) == "paid"
    with pytest.raises(NothingToPay):
        doings.pay(placed)
    books.assert_right()


def test_the_same_token_places_one_purchase(ben: User, lamp: Listing) -> None:
    first = doings.place(ben, lamp, token="once")
    doings.fill_cart(ben, lamp)
    again = checkout.place(ben.cart.items.all(), by=ben, address=doings.BERLIN, token="once")
    assert again == first
    assert Order.objects.count() == 1


def test_a_price_that_changed_is_not_charged(ben: User, lamp: Listing) -> None:
    lamp.variants.update(price_minor=9900)
    with pytest.raises(checkout.PriceChanged):
        doings.place(ben, lamp, seen_total=Money(4690, "EUR"))
    assert not Order.objects.exists()


def test_leaving_frees_the_goods_and_cannot_be_done_to_a_paid_purchase(
    placed: Checkout, ben: User, lamp: Listing
) -> None:
    other = doings.place(ben, lamp)
    unpaid.leave(other.pk, by=ben)
    assert state(other) == "cancelled"
    doings.pay(placed)
    with pytest.raises(NothingToPay):
        unpaid.leave(placed.pk, by=ben)
    only = lamp.variants.get()
    assert (only.on_hand, only.reserved) == (4, 0)


def test_plus_is_paid_shared_and_reaches_the_fund_only_after_release(
    ben: User, lamp: Listing, bowl: Listing
) -> None:
    placed = doings.place(ben, lamp, bowl, plus=True)
    assert placed.total == Money(4690 + 3040 + 232, "EUR")
    doings.pay(placed)
    for order in placed.orders.all():
        doings.arrive(doings.send(order))
    fund.sweep_plus_fees()
    assert fund.balance("EUR") == Money.zero("EUR")
    doings.let_pass(days=15)
    fund.sweep_plus_fees()
    assert fund.balance("EUR") == Money(232, "EUR")
    books.assert_right()


def test_plus_goes_back_to_the_buyer_when_nothing_was_sent(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp, plus=True)
    doings.let_pass(days=6)
    assert order.lines.get().hold.refunded == Money(4690 + 141, "EUR")
    books.assert_right()
