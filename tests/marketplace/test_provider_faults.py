"""Everything a provider can get wrong ends in the same place: right books, and nobody out of pocket."""

from datetime import timedelta

import pytest

from escrow import chargebacks, clock, deadlines, inbox, operations, reconciliation, stranded
from escrow.chart import Kind
from escrow.gateways.sandbox import cards, faults, messages, provider
from escrow.gateways.sandbox.cards import CARDS, Card, Plot
from escrow.models import (
    Chargeback,
    Hold,
    JournalEntry,
    Notice,
    Operation,
    Payment,
    PaymentEvent,
    Refund,
    SandboxCharge,
    SandboxChargeback,
    SandboxMessage,
    SandboxRefund,
)
from escrow.money import Money
from marketplace import fulfilment, paying
from marketplace.models import Checkout, Listing, Order, User, Variant
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

TAKEN_TWICE, TAKES_LESS, TAKES_MORE = "4000000000000218", "4000000000000416", "4000000000000424"
REFUND_BOUNCES, REFUND_DECLINED = "4000000000005126", "4000000000000515"
REFUND_TIMEOUT_DONE, REFUND_TIMEOUT_LOST = "4000000000000523", "4000000000000713"
MESSAGE_LATE, MESSAGE_TWICE = "4000000000000614", "4000000000000622"


@pytest.fixture
def placed(ben: User, lamp: Listing) -> Checkout:
    return doings.place(ben, lamp)


def state(placed: Checkout) -> str:
    return placed.orders.get().state


def clearing() -> Money:
    return books.of(Kind.PSP_CLEARING, owner="sandbox")


def go_on() -> None:
    """The provider's clock turns, and we read what it says."""
    provider.turn()
    inbox.process()
    operations.run_waiting()


def cancelled(ben: User, lamp: Listing, card: str) -> Refund:
    """Paid with that card, and then called off by the seller."""
    placed = doings.place(ben, lamp)
    doings.pay(placed, card)
    order = placed.orders.get()
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    operations.run_waiting()
    return Refund.objects.get()


def test_money_taken_twice_pays_one_order_and_the_second_goes_back(placed: Checkout) -> None:
    doings.pay(placed, TAKEN_TWICE)
    assert state(placed) == "paid"
    go_on()
    refund = Refund.objects.get()
    assert (refund.reason, refund.state, refund.amount) == (
        "taken_twice",
        "succeeded",
        Money(4690, "EUR"),
    )
    assert clearing() == Money(4690, "EUR")
    assert Notice.objects.filter(kind="payment_sent_back").count() == 1
    go_on()
    assert Refund.objects.count() == 1
    books.assert_right()


def test_without_a_message_the_report_tells_that_money_was_taken_twice(placed: Checkout) -> None:
    faults.set_weather(holds_messages=True, calls_to_lose=0, answers_to_lose=0)
    doings.pay(placed, TAKEN_TWICE)
    clock.advance(timedelta(days=1))
    assert reconciliation.reconcile_due() == 0
    operations.run_waiting()
    assert Refund.objects.get().state == "succeeded"
    books.assert_right()


@pytest.mark.parametrize(("card", "came"), [(TAKES_LESS, 4689), (TAKES_MORE, 4691)])
def test_a_cent_too_little_or_too_much_goes_back(placed: Checkout, card: str, came: int) -> None:
    doings.pay(placed, card)
    go_on()
    assert state(placed) == "pending_payment"
    assert (Refund.objects.get().amount, clearing()) == (Money(came, "EUR"), Money.zero("EUR"))
    books.assert_right()


@pytest.fixture
def voucher(placed: Checkout) -> SandboxCharge:
    """Ben has chosen to pay at a counter."""
    paying.pay(placed, by=placed.buyer, details={})
    return provider.print_voucher(SandboxCharge.objects.get())


def test_a_voucher_is_paid_some_minutes_later(placed: Checkout, voucher: SandboxCharge) -> None:
    clock.advance(timedelta(minutes=20))
    provider.pay_voucher(voucher)
    go_on()
    assert (state(placed), Payment.objects.get().instrument) == ("paid", "voucher")
    books.assert_right()


def test_a_voucher_that_runs_out_takes_nothing(placed: Checkout, voucher: SandboxCharge) -> None:
    provider.expire_voucher(voucher)
    go_on()
    assert Operation.objects.get().decline_code == "voucher_expired"
    assert (state(placed), clearing()) == ("pending_payment", Money.zero("EUR"))
    books.assert_right()


def test_a_voucher_paid_after_the_order_ended_comes_back(
    placed: Checkout, voucher: SandboxCharge
) -> None:
    clock.advance(timedelta(hours=73))
    deadlines.sweep()
    assert state(placed) == "expired"
    provider.pay_voucher(voucher)
    go_on()
    assert Refund.objects.get().state == "succeeded"
    assert (state(placed), clearing()) == ("expired", Money.zero("EUR"))
    books.assert_right()


def test_a_voucher_paid_after_it_ran_out_comes_back(
    placed: Checkout, voucher: SandboxCharge
) -> None:
    provider.expire_voucher(voucher)
    go_on()
    provider.pay_voucher(voucher)
    go_on()
    assert Refund.objects.get().state == "succeeded"
    assert (state(placed), clearing()) == ("pending_payment", Money.zero("EUR"))
    books.assert_right()


def test_a_voucher_runs_out_by_itself_after_three_days(voucher: SandboxCharge) -> None:
    clock.advance(timedelta(days=3))
    go_on()
    voucher.refresh_from_db()
    assert voucher.state == "expired"
    books.assert_right()


def test_a_refund_that_bounces_waits_for_another_way_and_the_buyer_is_told(
    ben: User, lamp: Listing
) -> None:
    refund = cancelled(ben, lamp, REFUND_BOUNCES)
    assert (refund.state, clearing()) == ("succeeded", Money.zero("EUR"))
    clock.advance(timedelta(days=2))
    go_on()
    refund.refresh_from_db()
    assert (refund.state, clearing()) == ("bounced", Money(4690, "EUR"))
    assert Notice.objects.get(kind="refund_stranded").to == ben
    books.assert_right()
    stranded.keep_in_balance(refund.pk, by=ben)
    assert books.of(Kind.BUYER_BALANCE, owner=f"user:{ben.pk}") == Money(4690, "EUR")
    books.assert_right()


def test_a_refused_refund_waits_for_another_way(ben: User, lamp: Listing) -> None:
    refund = cancelled(ben, lamp, REFUND_DECLINED)
    assert refund.state == "failed"
    assert Notice.objects.filter(kind="refund_stranded").count() == 1
    books.assert_right()


@pytest.mark.parametrize(
    ("card", "ending"), [(REFUND_TIMEOUT_DONE, "succeeded"), (REFUND_TIMEOUT_LOST, "failed")]
)
def test_a_refund_whose_line_goes_dead_is_asked_about(
    ben: User, lamp: Listing, card: str, ending: str
) -> None:
    refund = cancelled(ben, lamp, card)
    assert refund.state == "unknown"
    operations.ask_about_unanswered()
    refund.refresh_from_db()
    assert refund.state == ending
    books.assert_right()


def test_a_refund_that_came_back_before_we_heard_that_it_was_sent(ben: User, lamp: Listing) -> None:
    refund = cancelled(ben, lamp, REFUND_TIMEOUT_DONE)
    provider.bounce(SandboxRefund.objects.get())
    operations.ask_about_unanswered()
    refund.refresh_from_db()
    assert (refund.state, refund.operations.get().state) == ("bounced", "succeeded")
    books.assert_right()


def test_messages_are_held_back_and_come_in_reverse_and_twice(ben: User, lamp: Listing) -> None:
    faults.set_weather(holds_messages=True, calls_to_lose=0, answers_to_lose=0)
    cancelled(ben, lamp, REFUND_BOUNCES)
    provider.bounce(SandboxRefund.objects.get())
    assert not PaymentEvent.objects.exists()
    messages.let_go(backwards=True, copies=2)
    assert PaymentEvent.objects.order_by("pk")[0].event_id.endswith("_bounced")
    inbox.process()
    inbox.process()
    assert Refund.objects.get().state == "bounced"
    assert PaymentEvent.objects.count() == 3
    books.assert_right()


def test_a_late_message_and_one_sent_twice_pay_once(ben: User, lamp: Listing) -> None:
    for card in (MESSAGE_LATE, MESSAGE_TWICE):
        doings.pay(doings.place(ben, lamp), card)
    assert SandboxMessage.objects.filter(delivered_at=None).count() == 1
    clock.advance(timedelta(minutes=10))
    go_on()
    assert JournalEntry.objects.filter(kind="capture").count() == 2
    assert not SandboxMessage.objects.filter(delivered_at=None).exists()
    books.assert_right()


def test_a_message_comes_before_the_answer_that_then_gets_lost(placed: Checkout) -> None:
    with faults.raining(seed=1, answers_lost=1):
        doings.pay(placed)
    assert Operation.objects.get().state == "unknown"
    go_on()
    assert state(placed) == "paid"
    books.assert_right()


def test_somebody_loses_the_next_call_and_the_buyer_pays_again(placed: Checkout) -> None:
    faults.set_weather(holds_messages=False, calls_to_lose=1, answers_to_lose=0)
    doings.pay(placed)
    operations.ask_about_unanswered()
    assert (Operation.objects.get().decline_code, state(placed)) == (
        "never_arrived",
        "pending_payment",
    )
    doings.pay(placed)
    assert state(placed) == "paid"
    books.assert_right()


BANK_CARDS = [card for card in CARDS if card.group == cards.BANK]


@pytest.mark.parametrize("card", BANK_CARDS, ids=lambda card: card.plot)
def test_a_bank_that_takes_it_back_is_followed_to_its_end(placed: Checkout, card: Card) -> None:
    doings.pay(placed, card.number)
    go_on()
    case = Chargeback.objects.get()
    assert case.state == ("warning" if card.plot == Plot.WARNED else "needs_response")
    books.assert_right()
    doings.let_pass(days=12)
    case.refresh_from_db()
    endings = {Plot.WARNED: "won", Plot.CHARGED_BACK: "submitted", Plot.CHARGED_BACK_WON: "won"}
    assert case.state == endings.get(card.plot, "lost")
    assert reconciliation.reconcile_due() == 0
    books.assert_right()


def test_without_a_message_the_report_tells_of_a_chargeback(placed: Checkout) -> None:
    faults.set_weather(holds_messages=True, calls_to_lose=0, answers_to_lose=0)
    doings.pay(placed, "4000000000000259")
    clock.advance(timedelta(days=1))
    assert reconciliation.reconcile_due() == 0
    assert Chargeback.objects.get().state == "needs_response"
    books.assert_right()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_in_the_rain_every_purchase_ends_paid_or_unpaid_and_never_in_between(
    ben: User, lamp: Listing, seed: int
) -> None:
    """Every card there is, half of the orders called off, everything lost, late, twice, reordered."""
    Variant.objects.filter(listing=lamp).update(on_hand=100)
    likely = {"calls_lost": 0.2, "answers_lost": 0.2, "messages_late": 0.4}
    with faults.raining(seed, messages_twice=0.3, messages_reordered=0.5, **likely):
        placed = [_bought_in_the_rain(ben, lamp, card.number) for card in CARDS if _ends(card)]
        for purchase in placed[::2]:
            _call_off(purchase.orders.get())
        for _ in range(12):
            clock.advance(timedelta(hours=1))
            _everything_that_runs()
    for case in SandboxChargeback.objects.all():
        provider.decide(case, won=seed % 2 == 0)
    for _ in range(10):
        clock.advance(timedelta(hours=12))
        _everything_that_runs()
    assert not Operation.objects.filter(state__in=["created", "sent", "unknown"]).exists()
    assert reconciliation.reconcile_due() == 0
    operations.run_waiting()
    books.assert_right()


def _bought_in_the_rain(ben: User, lamp: Listing, card: str) -> Checkout:
    placed = doings.place(ben, lamp)
    doings.pay(placed, card)
    return placed


def _ends(card: Card) -> bool:
    """A challenge waits for its buyer."""
    return card.plot != Plot.CHALLENGE


def _call_off(order: Order) -> None:
    if order.state == "paid" and not chargebacks.open_on(Hold.objects.filter(line__order=order)):
        fulfilment.cancel_by_seller(order.number, by=order.seller.user)


def _everything_that_runs() -> None:
    go_on()
    deadlines.sweep()
    operations.ask_about_unanswered()


def test_a_message_waits_while_the_provider_does_not_answer(placed: Checkout) -> None:
    """Found by the simulation: the question got lost, and the bounce was never heard of again."""
    doings.pay(placed, REFUND_BOUNCES)
    order = placed.orders.get()
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    doings.let_pass(hours=1)
    assert Refund.objects.get().state == "succeeded"
    provider.bounce(SandboxRefund.objects.get())
    with faults.raining(seed=1, answers_lost=1.0):
        assert inbox.process() == 0
    assert Refund.objects.get().state == "succeeded"
    assert inbox.process() == 1
    assert Refund.objects.get().state == "bounced"
    books.assert_right()
