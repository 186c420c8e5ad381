"""Whole purchases by bank transfer: exact, late, too little, too much; ending with the books."""

from datetime import datetime, timedelta

import pytest

from escrow import clock, deadlines, operations, stranded
from escrow.chart import Kind
from escrow.gateways.bank_transfer import reference, unapplied
from escrow.gateways.bank_transfer.matching import Made
from escrow.models import BankMovement, BankTransfer, Operation, Payment, Refund
from escrow.money import Money
from marketplace import fulfilment, paying, unpaid
from marketplace.models import Checkout, Listing, Order, User
from sellers.models import Seller
from tests import books, doings
from tests.gateways import asked, bank
from tests.peers.bank_transfer import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday", "bank_transfer")]
OTHERS = "NL91ABNA0417164300"


@pytest.fixture
def placed(ben: User, lamp: Listing) -> Checkout:
    return bank.promised(ben, lamp)


@pytest.fixture
def twice(ben: User, lamp: Listing) -> tuple[Checkout, Checkout]:
    return bank.promised(ben, lamp), bank.promised(ben, lamp)


def made(*entries: Entry) -> list[Made]:
    return [what for _line, what in bank.bring(*entries).lines]


def state(placed: Checkout) -> str:
    return placed.orders.get().state


def all_sent() -> None:
    """Every refund that waits leaves, and the statement shows it."""
    bank.bring(*bank.sent())
    operations.ask_about_unanswered()


def lies_there(minor: int = 0) -> None:
    """The account's book, the ledger and the report agree about what lies on the account."""
    assert bank.next_morning() == []
    assert books.of(Kind.PSP_CLEARING, owner="bank_transfer") == Money(minor, "EUR")
    books.assert_right()


def test_the_things_are_kept_for_three_days(placed: Checkout) -> None:
    assert placed.pay_by == placed.placed_at + timedelta(hours=72)
    assert Operation.objects.get().next_url.startswith("/transfers/")


def test_the_exact_amount_pays(placed: Checkout) -> None:
    assert made(bank.paid(placed)) == [Made.PAID]
    assert state(placed) == "paid"
    assert Payment.objects.get().instrument == "transfer ··2051"
    lies_there(4690)


@pytest.mark.parametrize(
    "how",
    ["{0} {1} {2}", "order{0}{1}{2}thanks", "hf-{0}", "RF", "Lamp, {0}-{1}\n-{2}. Greetings"],
)
def test_the_reference_is_found_however_it_was_typed(placed: Checkout, how: str) -> None:
    code = bank.charge_of(placed).reference or ""
    parts = [code[:4], code[4:8], code[8:]]
    text = {
        "hf-{0}": code.lower(),
        "RF": reference.creditor_reference(code),
    }.get(how) or how.format(*parts)
    assert made(bank.paid(placed, text=text)) == [Made.PAID]


def test_a_structured_reference_pays_as_well(placed: Checkout) -> None:
    code = reference.creditor_reference(bank.charge_of(placed).reference or "")
    assert made(bank.paid(placed, text="", structured=code)) == [Made.PAID]


def test_too_little_waits_for_the_rest(placed: Checkout) -> None:
    assert made(bank.paid(placed, 4000)) == [Made.UNDER]
    assert state(placed) == "pending_payment"
    lies_there(4000)
    assert books.of(Kind.UNAPPLIED, owner=f"deposit:{BankMovement.objects.get().about}") == Money(
        4000, "EUR"
    )
    assert made(bank.paid(placed, 690)) == [Made.PAID]
    assert state(placed) == "paid"
    lies_there(4690)


def test_too_little_goes_back_whole_when_the_time_is_over(placed: Checkout) -> None:
    bank.bring(bank.paid(placed, 4000), bank.paid(placed, 600, iban=OTHERS))
    clock.advance(timedelta(hours=73))
    deadlines.sweep()
    operations.ask_about_unanswered()
    assert state(placed) == "expired"
    refund = Refund.objects.get()
    assert (refund.amount.minor, refund.reason) == (4600, "late_capture")
    all_sent()
    assert sorted(BankTransfer.objects.values_list("amount_minor", "iban")) == [
        (600, OTHERS),
        (4000, "DE02120300000000202051"),
    ]
    assert Refund.objects.get().state == "succeeded"
    lies_there()


def test_too_much_pays_and_the_rest_goes_back(placed: Checkout) -> None:
    assert made(bank.paid(placed, 5000)) == [Made.OVER]
    assert state(placed) == "paid"
    assert Refund.objects.get().amount == Money(310, "EUR")
    all_sent()
    assert Refund.objects.get().state == "succeeded"
    lies_there(4690)


def test_paid_twice_goes_back_once(placed: Checkout) -> None:
    assert made(bank.paid(placed), bank.paid(placed)) == [Made.PAID, Made.AGAIN]
    all_sent()
    assert Refund.objects.get().amount == Money(4690, "EUR")
    lies_there(4690)


@pytest.mark.parametrize("was_asked", [True, False])
def test_too_late_goes_back(placed: Checkout, was_asked: bool) -> None:
    clock.advance(timedelta(hours=73))
    deadlines.sweep()
    if was_asked:
        operations.ask_about_unanswered()
        assert Operation.objects.get().state == "declined"
    bank.bring(bank.paid(placed))
    assert state(placed) == "expired"
    all_sent()
    assert Refund.objects.get().state == "succeeded"
    lies_there()


def test_whoever_leaves_gets_back_what_was_on_its_way(placed: Checkout, ben: User) -> None:
    unpaid.leave(placed.pk, by=ben)
    operations.ask_about_unanswered()
    assert made(bank.paid(placed)) == [Made.LATE]
    all_sent()
    lies_there()


def test_two_references_in_one_text_are_for_a_person(twice: tuple[Checkout, Checkout]) -> None:
    both = " ".join(bank.charge_of(each).reference or "" for each in twice)
    assert made(bank.paid(twice[0], 9380, text=both)) == [Made.UNMATCHED]
    lies_there(9380)


def test_a_wrong_letter_never_pays_somebody_elses_purchase(placed: Checkout) -> None:
    code = bank.charge_of(placed).reference or ""
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert made(bank.paid(placed, text=wrong)) == [Made.UNMATCHED]
    assert state(placed) == "pending_payment"


def test_another_currency_pays_nothing(placed: Checkout) -> None:
    entry = bank.paid(placed)
    other = Entry(Money(4690, "GBP"), entry.text)
    assert made(other) == [Made.UNMATCHED]
    assert state(placed) == "pending_payment"


class TestRefunds:
    @pytest.fixture
    def order(self, placed: Checkout) -> Order:
        bank.bring(bank.paid(placed))
        order = placed.orders.get()
        fulfilment.cancel_by_seller(order.number, by=order.seller.user)
        return order

    def test_it_is_under_way_until_the_statement_shows_it(self, order: Order) -> None:
        entries = bank.sent()
        assert Refund.objects.get().state == "processing"
        operations.ask_about_unanswered()
        assert Refund.objects.get().state == "processing"
        bank.bring(*entries)
        assert Refund.objects.get().state == "succeeded"
        lies_there()

    def test_one_that_comes_back_waits_for_the_buyer(self, order: Order) -> None:
        bank.bring(*bank.sent())
        bank.bring(bank.returned(BankTransfer.objects.get()))
        assert Refund.objects.get().state == "bounced"
        lies_there(4690)

    def test_the_return_may_be_told_before_the_debit(self, order: Order) -> None:
        entries = bank.sent()
        bank.bring(bank.returned(BankTransfer.objects.get()))
        assert Refund.objects.get().state == "bounced"
        bank.bring(*entries)
        assert BankTransfer.objects.get().state == "returned"
        stranded.send_again(Refund.objects.get().pk, by=order.buyer)
        all_sent()
        assert Refund.objects.get().state == "succeeded"
        lies_there()

    def test_what_the_bank_refuses_moves_nothing(self, order: Order, sofia: User) -> None:
        bank.sent()
        unapplied.reject(BankTransfer.objects.get().pk, by=sofia)
        operations.ask_about_unanswered()
        clock.advance(timedelta(hours=7))
        operations.ask_about_unanswered()
        assert Refund.objects.get().state == "failed"
        lies_there(4690)

    def test_without_the_payers_account_it_waits_for_another_way(
        self, placed: Checkout, ben: User
    ) -> None:
        bank.bring(bank.paid(placed, iban=""))
        order = placed.orders.get()
        fulfilment.cancel_by_seller(order.number, by=order.seller.user)
        operations.run_waiting()
        assert Refund.objects.get().state == "failed"
        assert Operation.objects.get(kind="refund").decline_code == "payer_account_unknown"
        lies_there(4690)


def test_a_balance_and_a_transfer_pay_together(
    placed: Checkout, ben: User, lamp: Listing, monday: datetime
) -> None:
    asked.give_balance(ben, Money(1000, "EUR"))
    both = doings.place(ben, lamp, way="bank_transfer", use_balance=True)
    paying.pay(both, by=ben, details={})
    assert bank.charge_of(both).amount == Money(3690, "EUR")
    bank.bring(bank.paid(both))
    assert state(both) == "paid"


def test_a_seller_is_paid_out_and_it_can_come_back(placed: Checkout, ada: Seller) -> None:
    bank.bring(bank.paid(placed))
    order = placed.orders.get()
    clock.advance(timedelta(days=1))
    shipment = doings.send(order)
    doings.arrive(shipment)
    doings.let_pass(days=15)
    method = doings.name_account(ada, "DE02120300000000202051")
    type(method).objects.update(gateway="bank_transfer")
    doings.pay_out(ada)
    entries = bank.sent()
    assert [each.amount.minor < 0 for each in entries] == [True]
    bank.bring(*entries)
    assert ada.payouts.get().state == "paid"
    bank.bring(bank.returned(BankTransfer.objects.get()))
    assert ada.payouts.get().state == "returned"
    lies_there(4690)
