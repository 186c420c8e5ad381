"""The buyer's bank takes the payment back: one remedy at a time, and no cent twice."""

from datetime import timedelta

import pytest

from disputes import answering, contesting, drafting
from disputes.claims import Claim
from disputes.execution import BankDecides
from disputes.models import Dispute
from escrow import clock, inbox, operations, reconciliation
from escrow.chart import Kind
from escrow.gateways.sandbox import faults, provider
from escrow.models import Chargeback, Hold, JournalEntry, PaymentEventOutcome, Refund
from escrow.money import Money
from marketplace import fulfilment, receipt
from marketplace.models import Listing, Order, User
from tests import answers, books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def hold_of(order: Order) -> Hold:
    return order.lines.get().hold


def late(order: Order) -> Order:
    """Sent after its day, so that its seller is not covered."""
    clock.advance(timedelta(days=4))
    shipment = doings.send(order)
    clock.advance(timedelta(days=2))
    doings.arrive(shipment)
    return order


def test_while_the_bank_decides_the_money_is_with_neither_side(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.bank_asks(order)
    assert hold_of(order).state == "frozen"
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == eur(0)
    doings.let_pass(days=5)
    assert hold_of(order).state == "frozen"
    books.assert_right()


def test_a_warning_freezes_and_takes_nothing(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    case = doings.bank_asks(order, warning=True)
    assert hold_of(order).state == "frozen"
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == eur(4690)
    books.assert_right()
    provider.take(case)
    inbox.process()
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == eur(0)
    books.assert_right()


def test_won_the_wait_goes_on_with_the_time_left(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    left = (hold_of(order).release_at or clock.now()) - clock.now()
    case = doings.bank_asks(order)
    clock.advance(timedelta(days=3))
    doings.bank_decides(case, won=True)
    hold = hold_of(order)
    assert (hold.state, hold.release_at) == ("inspecting", clock.now() + left)
    books.assert_right()
    doings.let_pass(days=10)
    assert hold_of(order).state == "released"
    books.assert_right()


@pytest.mark.parametrize("then_won", [True, False])
def test_a_second_question_about_what_the_first_has_taken_holds_nothing_up(
    ben: User, lamp: Listing, then_won: bool
) -> None:
    """A bank may ask twice about one payment; what the first answer took is gone for both."""
    order = late(doings.buy(ben, lamp))
    doings.complain(order)
    first, second = (doings.bank_asks(order, warning=True) for _ in range(2))
    provider.take(first)
    inbox.process()
    doings.bank_decides(first, won=False)
    assert waiting_messages() == 0
    hold = hold_of(order)
    assert (hold.state, hold.charged_back) == ("charged_back", eur(4690))
    assert not hold.freezes.filter(ended_at=None).exists()
    books.assert_right()
    doings.bank_decides(second, won=then_won)
    assert waiting_messages() == 0
    assert hold_of(order).charged_back == eur(4690)
    books.assert_right()


def waiting_messages() -> int:
    return PaymentEventOutcome.objects.filter(outcome="").count()


def test_lost_the_hold_gives_what_it_still_holds(ben: User, lamp: Listing) -> None:
    order = late(doings.buy(ben, lamp))
    doings.bank_decides(doings.bank_asks(order), won=False)
    hold = hold_of(order)
    assert (hold.state, hold.charged_back) == ("charged_back", eur(4690))
    assert books.payable(order.seller) == eur(0)
    books.assert_right()


def test_lost_after_the_release_the_seller_owes_what_is_gone(ben: User, lamp: Listing) -> None:
    order = late(doings.buy(ben, lamp))
    doings.let_pass(days=20)
    doings.name_account(order.seller)
    doings.let_pass(days=12)
    assert books.payable(order.seller) == eur(0)
    doings.bank_decides(doings.bank_asks(order), won=False)
    owed = books.of(Kind.CHARGEBACK_RECEIVABLE, owner=f"seller:{order.seller_id}")
    assert owed == eur(4690)
    books.assert_right()


def test_a_debt_is_netted_before_the_next_payout(ben: User, lamp: Listing) -> None:
    order = late(doings.buy(ben, lamp))
    doings.name_account(order.seller)
    doings.let_pass(days=30)
    doings.bank_decides(doings.bank_asks(order), won=False)
    late(doings.buy(ben, lamp, quantity=2))
    doings.let_pass(days=30)
    paid = list(order.seller.payouts.order_by("created_at").values_list("amount_minor", flat=True))
    assert paid == [4690 - 375, 8890 - 711 - 4690]
    books.assert_right()


def test_a_seller_who_did_everything_right_bears_nothing(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.bank_decides(doings.bank_asks(order), won=False)
    assert hold_of(order).state == "charged_back"
    assert books.payable(order.seller) == eur(4690 - 375)
    assert books.of(Kind.CHARGEBACK_LOSS) == eur(4690 - 375)
    books.assert_right()


def test_a_dispute_waits_for_the_bank_and_goes_on_when_it_gave_back(
    ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    dispute = doings.complain(order)
    case = doings.bank_asks(order)
    doings.let_pass(days=4)
    with pytest.raises(BankDecides):
        answering.accept(dispute, by=order.seller.user)
    assert Dispute.objects.get().state == "awaiting_seller"
    doings.bank_decides(case, won=True)
    assert hold_of(order).state == "frozen"
    answering.accept(dispute, by=order.seller.user)
    operations.run_waiting()
    assert hold_of(order).state == "refunded"
    books.assert_right()


def test_a_dispute_that_begins_while_the_bank_decides_waits_for_it_too(
    ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    case = doings.bank_asks(order)
    doings.complain(order)
    doings.let_pass(days=4)
    assert Dispute.objects.get().state == "awaiting_seller"
    doings.bank_decides(case, won=True)
    assert Dispute.objects.get().answer_by == clock.now() + timedelta(hours=72)
    books.assert_right()


def test_a_dispute_goes_on_when_the_bank_has_no_question_left(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.complain(order)
    first, second = (doings.bank_asks(order, warning=True) for _ in range(2))
    doings.bank_decides(first, won=True)
    doings.let_pass(days=4)
    assert Dispute.objects.get().state == "awaiting_seller"
    doings.bank_decides(second, won=True)
    assert Dispute.objects.get().answer_by == clock.now() + timedelta(hours=72)
    books.assert_right()


def test_after_a_bank_took_everything_a_late_case_pays_nothing(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp, plus=True)
    receipt.confirm_receipt(order.number, by=ben)
    doings.complain(order)
    doings.bank_decides(doings.bank_asks(order), won=False)
    answering.accept(Dispute.objects.get(), by=order.seller.user)
    assert Dispute.objects.get().state == "resolved"
    assert not Refund.objects.exists()
    books.assert_right()


def test_a_draft_keeps_nothing_of_what_the_bank_takes(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    said = answers.to("ND-DAMAGED")
    claim = Claim("ND-DAMAGED", "Cracked.", {order.lines.get().pk: 1}, facts=said)
    drafting.save(order.number, claim, by=ben)
    doings.bank_decides(doings.bank_asks(order), won=False)
    assert hold_of(order).state == "charged_back"
    doings.let_pass(hours=49)
    assert Dispute.objects.get().state == "discarded"
    books.assert_right()


def test_a_dispute_ends_with_a_bank_that_keeps_everything(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.complain(order)
    doings.bank_decides(doings.bank_asks(order), won=False)
    dispute = Dispute.objects.get()
    assert (dispute.state, hold_of(order).state) == ("resolved", "charged_back")
    assert dispute.statements.filter(kind="bank_decided").exists()
    assert not Refund.objects.exists()
    books.assert_right()


def test_a_refund_and_a_chargeback_are_not_both_paid(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    case = doings.bank_asks(order, warning=True)
    doings.bank_decides(case, won=True)
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    taken = doings.bank_asks(order)
    operations.run_waiting()
    assert Refund.objects.get().state == "approved", "nothing is sent while the bank decides"
    doings.bank_decides(taken, won=False)
    operations.run_waiting()
    assert Refund.objects.get().state == "charged_back"
    books.assert_right()


def test_after_the_bank_gave_back_the_refund_is_sent(ben: User, lamp: Listing) -> None:
    order = doings.buy(ben, lamp)
    fulfilment.cancel_by_seller(order.number, by=order.seller.user)
    taken = doings.bank_asks(order)
    operations.run_waiting()
    doings.bank_decides(taken, won=True)
    operations.run_waiting()
    assert Refund.objects.get().state == "succeeded"
    books.assert_right()


def test_our_evidence_reaches_the_bank_a_day_before_its_last(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    case = doings.bank_asks(order)
    doings.let_pass(days=6, hours=1)
    case.refresh_from_db()
    assert case.pack["orders"][0]["parcels"][0]["proof"] == "B"
    assert Chargeback.objects.get().state == "submitted"
    with pytest.raises(contesting.CannotBeContested):
        contesting.contest(Chargeback.objects.get().pk, by=order.seller.user)
    books.assert_right()


def test_a_decision_that_is_told_twice_and_late_is_booked_once(ben: User, lamp: Listing) -> None:
    order = late(doings.buy(ben, lamp))
    case = doings.bank_asks(order)
    for _ in range(2):
        doings.bank_decides(case, won=False)
    inbox.process()
    assert Chargeback.objects.get().state == "lost"
    books.assert_right()


def test_taken_and_given_back_before_we_heard_of_either(ben: User, lamp: Listing) -> None:
    """The report has both lines, and our books have both as well."""
    order = doings.delivered(ben, lamp)
    faults.set_weather(holds_messages=True, calls_to_lose=0, answers_to_lose=0)
    case = doings.bank_asks(order)
    doings.bank_decides(case, won=True)
    clock.advance(timedelta(days=1))
    assert reconciliation.reconcile_due() == 0
    assert Chargeback.objects.get().state == "won"
    assert hold_of(order).state == "inspecting"
    assert set(JournalEntry.objects.filter(key__contains="chargeback").values_list("kind")) == {
        ("chargeback_opened",),
        ("chargeback_won",),
    }
    books.assert_right()
