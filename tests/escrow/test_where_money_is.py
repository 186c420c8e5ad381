"""Where is my money: the whole path of an order's money, and every cent of it now."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from disputes import answering
from disputes.claims import CannotBeDisputed
from escrow import clock, fund, inbox, ledger, operations
from escrow.chart import Kind
from escrow.gateways import Answer, BankState, Status
from escrow.gateways.sandbox import provider
from escrow.ledger import Entry, Place
from escrow.models import JournalEntry, Operation, Payout, SandboxCharge
from escrow.models.payout import UNDER_WAY
from escrow.recovery import FundIsShort
from escrow.story import Refusal, story
from marketplace import fulfilment, paying, receipt
from marketplace.models import Listing, Order, User, Variant
from sellers.models import Seller
from tests import books, doings
from tests.escrow import banks, paths
from tests.escrow.banks import bounce, claim, give_back_to_the_balance, post, reach_the_bank, say
from tests.escrow.paths import euros, now

pytestmark = pytest.mark.django_db

CLEARING = Place(Kind.PSP_CLEARING, "sandbox")
CHALLENGED = "4000002500003155"


def pay_out(seller: Seller, minor: int) -> Payout:
    return banks.pay_out(seller, euros(minor))


def sweep() -> None:
    clock.advance(timedelta(seconds=1))
    fund.sweep_plus_fees()


def kinds(order: Order) -> list[str]:
    return [movement.entry.kind for movement in paths.sellers(order).movements]


def test_from_the_card_to_the_seller(monday: datetime, ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    assert now(paths.sellers(order)) == {"escrow": 4690}
    doings.let_pass(days=8)
    path = paths.sellers(order)
    assert kinds(order) == ["capture", "fund", "release"]
    assert path.movements[0].sources[0].place == CLEARING
    assert now(path) == {"seller_payable": 4315, "commission": 375}
    assert (path.paid, path.added) == (euros(4690), ())
    paths.assert_the_paths_are_the_books()
    books.assert_right()


def test_nobody_has_paid_and_nothing_has_moved(monday: datetime, ben: User, lamp: Listing) -> None:
    order = doings.place(ben, lamp).orders.get()
    assert paths.sellers(order).movements == ()
    assert paths.buyers(order).paid == euros(0)


def test_of_one_payment_for_two_orders_each_has_its_part(
    monday: datetime, ben: User, lamp: Listing, bowl: Listing
) -> None:
    placed = doings.place(ben, lamp, bowl, plus=True)
    doings.pay(placed)
    one, other = placed.orders.order_by("pk")
    fulfilment.cancel_by_seller(one.number, by=one.seller.user)
    operations.run_waiting()
    path = paths.buyers(one)
    assert path.movements[0].whole == placed.total
    assert path.movements[0].amount == path.paid == one.total
    assert now(path) == {"psp_clearing": one.total.minor}
    assert now(paths.buyers(other)) == {"escrow": other.total.minor}
    paths.assert_the_paths_are_the_books()
    books.assert_right()


def test_a_case_is_split(monday: datetime, ben: User, sofia: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    dispute = doings.complain(order)
    answering.contest(dispute, by=order.seller.user, text="It was whole.")
    doings.decide(dispute, by=sofia, outcome="split", reasons="Both.", refund=euros(1000))
    assert now(paths.buyers(order)) == {
        "refund_in_transit": 1000,
        "seller_payable": 3395,
        "commission": 295,
    }
    operations.run_waiting()
    assert now(paths.buyers(order))["psp_clearing"] == 1000
    paths.assert_the_paths_are_the_books()
    books.assert_right()


def test_money_back_after_the_release_says_what_was_added(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    fund.top_up(euros(10_000), reference="start")
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    pay_out(order.seller, 4000)
    answering.accept(doings.complain(order), by=order.seller.user)
    operations.run_waiting()
    path = paths.sellers(order)
    assert now(path)["psp_clearing"] == 4690
    assert now(path)["payout_in_transit"] == 4000
    assert [(part.place.kind, part.amount) for part in path.added] == [
        (Kind.GUARANTEE_FUND, euros(4000))
    ]
    told = paths.buyers(order)
    assert "payout" not in [movement.entry.kind for movement in told.movements]
    assert told.whole == euros(4690 + 4000)
    paths.assert_the_paths_are_the_books()
    books.assert_right()


def test_what_was_paid_out_already_is_given_back_from_the_sellers_other_sales(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    older, order, younger = (doings.delivered(ben, lamp) for _ in range(3))
    doings.let_pass(days=8)
    pay_out(order.seller, 5000)
    answering.accept(doings.complain(order), by=order.seller.user)
    path = paths.sellers(order)
    assert [(part.amount, part.other) for part in path.added] == [(euros(685), True)]
    assert now(path) == {"refund_in_transit": 4690, "payout_in_transit": 685}
    lent = [part.amount for part in paths.sellers(younger).now if part.other]
    assert lent == [euros(685)]
    assert not any(part.other for part in paths.buyers(younger).now)
    assert now(paths.sellers(older))["payout_in_transit"] == 4315
    paths.assert_the_paths_are_the_books()


def test_money_that_came_too_late_goes_back_each_orders_part(
    monday: datetime, ben: User, lamp: Listing, bowl: Listing
) -> None:
    placed = doings.place(ben, lamp, bowl)
    doings.pay(placed, CHALLENGED)
    doings.let_pass(minutes=31)
    provider.finish_challenge(SandboxCharge.objects.get(), passed=True)
    inbox.process()
    one, other = placed.orders.order_by("pk")
    assert now(paths.buyers(one)) == {"refund_in_transit": one.total.minor}
    operations.run_waiting()
    assert [m.entry.kind for m in paths.buyers(one).movements] == [
        "capture",
        "refund",
        "refund_succeeded",
    ]
    assert now(paths.buyers(other)) == {"psp_clearing": other.total.minor}
    paths.assert_the_paths_are_the_books()
    books.assert_right()


@pytest.mark.parametrize("minor", [1, 7000, 7731, 99_999])
def test_another_amount_than_was_asked_is_shared_without_losing_a_cent(
    monday: datetime, ben: User, lamp: Listing, bowl: Listing, minor: int
) -> None:
    placed = doings.place(ben, lamp, bowl)
    operation, _ = paying.begin(placed.pk, by=ben, details={})
    operations.settle(operation, Answer(Status.SUCCEEDED, amount=euros(minor)))
    parts = [paths.buyers(order).paid.minor for order in placed.orders.all()]
    assert sum(parts) == minor
    paths.assert_the_paths_are_the_books()


def test_a_payout_carries_the_oldest_money(monday: datetime, ben: User, lamp: Listing) -> None:
    first, second = doings.delivered(ben, lamp), doings.delivered(ben, lamp)
    doings.let_pass(days=12)
    payout = pay_out(first.seller, 5000)
    assert now(paths.sellers(first)) == {"commission": 375, "payout_in_transit": 4315}
    assert now(paths.sellers(second))["payout_in_transit"] == 5000 - 4315
    reach_the_bank(payout)
    assert now(paths.sellers(first)) == {"commission": 375, "bank": 4315}
    assert kinds(second)[-3:] == ["release", "payout", "payout_paid"]
    assert now(paths.buyers(first)) == {"commission": 375, "seller_payable": 4315}
    paths.assert_the_paths_are_the_books()


def test_a_payout_that_failed_brings_the_same_money_back(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    first, second = doings.delivered(ben, lamp), doings.delivered(ben, lamp)
    doings.let_pass(days=12)
    payout = pay_out(first.seller, 5000)
    later = doings.delivered(ben, lamp)
    doings.let_pass(days=12)
    bounce(payout)
    assert now(paths.sellers(first)) == {"commission": 375, "seller_payable": 4315}
    paths.assert_the_paths_are_the_books()
    again = pay_out(first.seller, 4315 - 685 + 4315)
    reach_the_bank(again)
    assert now(paths.sellers(first))["seller_payable"] == 4315
    assert now(paths.sellers(later))["bank"] == 4315
    assert now(paths.sellers(second))["bank"] == 4315 - 685
    reach_the_bank(pay_out(first.seller, 4315 + 685))
    assert now(paths.sellers(first))["bank"] == now(paths.sellers(second))["bank"] == 4315
    paths.assert_the_paths_are_the_books()


def test_out_of_the_reserve_and_back_to_the_fund(
    monday: datetime, ben: User, bowl: Listing
) -> None:
    order = doings.delivered(ben, bowl)
    doings.let_pass(days=15)
    hold = order.lines.get().hold
    doings.let_pass(days=31)
    seller, fifty = order.seller, euros(50)
    repaid = Entry(f"repay:{hold.pk}", "fund_repaid")
    post(repaid.debit(seller.payable, fifty).credit(Place(Kind.GUARANTEE_FUND), fifty))
    path = paths.sellers(order)
    assert kinds(order)[-2:] == ["reserve_released", "fund_repaid"]
    assert now(path)["guarantee_fund"] == 50
    assert "seller_reserve" not in now(path)
    told = paths.buyers(order)
    assert [m.entry.kind for m in told.movements] == ["capture", "fund", "release"]
    assert now(told)["seller_payable"] == now(path)["seller_payable"] + 50
    paths.assert_the_paths_are_the_books()


def test_a_plus_fee_ends_in_the_fund(monday: datetime, ben: User, lamp: Listing) -> None:
    first, second = doings.delivered(ben, lamp, plus=True), doings.delivered(ben, lamp, plus=True)
    receipt.confirm_receipt(first.number, by=ben)
    sweep()
    assert now(paths.buyers(first))["guarantee_fund"] == 141
    receipt.confirm_receipt(second.number, by=ben)
    assert now(paths.buyers(second))["plus_due"] == 141
    sweep()
    assert now(paths.buyers(second))["guarantee_fund"] == 141
    paths.assert_the_paths_are_the_books()


def test_the_bank_takes_it_and_decides(
    monday: datetime, ben: User, lamp: Listing, bowl: Listing
) -> None:
    placed = doings.place(ben, lamp, bowl)
    doings.pay(placed)
    one, other = placed.orders.order_by("pk")
    doings.arrive(doings.send(one))
    receipt.confirm_receipt(one.number, by=ben)
    charge = str(Operation.objects.get(kind="charge").pk)
    claim(charge, placed.total, BankState.TAKEN)
    assert now(paths.buyers(one))["psp_clearing"] == one.total.minor
    assert now(paths.buyers(one))["chargeback_suspense"] == -one.total.minor
    paths.assert_the_paths_are_the_books()
    claim(charge, placed.total, BankState.LOST)
    assert now(paths.buyers(other)) == {"psp_clearing": other.total.minor}
    assert "chargeback_suspense" not in now(paths.sellers(one))
    paths.assert_the_paths_are_the_books()
    paths.assert_our_books_are_right()


def test_what_the_bank_gives_back_is_as_if_it_had_never_asked(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    charge = str(Operation.objects.get(kind="charge").pk)
    claim(charge, order.total, BankState.TAKEN)
    claim(charge, order.total, BankState.WON)
    assert now(paths.buyers(order)) == {"escrow": 4690}
    assert kinds(order)[-2:] == ["chargeback_opened", "chargeback_won"]
    paths.assert_the_paths_are_the_books()


def test_a_balance_pays_and_gets_its_part_back(
    monday: datetime, ben: User, lamp: Listing, bowl: Listing
) -> None:
    first = doings.buy(ben, bowl)
    give_back_to_the_balance([first.lines.get().hold_id])
    assert now(paths.buyers(first)) == {"buyer_balance": 3040}
    placed = doings.place(ben, lamp, use_balance=True)
    doings.pay(placed)
    second = placed.orders.get()
    assert paths.buyers(second).paid == euros(4690)
    fulfilment.cancel_by_seller(second.number, by=second.seller.user)
    operations.run_waiting()
    back = {part.place.owner: part.amount.minor for part in paths.buyers(second).now}
    assert back == {"sandbox": 1650, "balance": 3040}
    paths.assert_the_paths_are_the_books()


def test_a_kind_nobody_has_heard_of_is_shown(monday: datetime, ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    hold = order.lines.get().hold
    gift = Entry(f"thanks:{uuid.uuid4()}:{hold.pk}", "a_thank_you")
    post(gift.debit(Place(Kind.GOODWILL), euros(100)).credit(order.seller.payable, euros(100)))
    assert kinds(order)[-1] == "a_thank_you"
    assert now(paths.sellers(order))["seller_payable"] == 4415
    paths.assert_the_paths_are_the_books()


def test_a_mistake_and_its_opposite_entry_are_both_told(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    receipt.confirm_receipt(order.number, by=ben)
    hold = order.lines.get().hold
    wrong = Entry(f"repay:{hold.pk}", "fund_repaid")
    post(wrong.debit(order.seller.payable, euros(9)).credit(Place(Kind.GUARANTEE_FUND), euros(9)))
    take_back(JournalEntry.objects.get(key=f"repay:{hold.pk}"))
    assert kinds(order)[-2:] == ["fund_repaid", "fund_repaid_reversed"]
    assert now(paths.sellers(order)) == {"commission": 375, "seller_payable": 4315}
    paths.assert_the_paths_are_the_books()


@story
def take_back(entry: JournalEntry) -> None:
    ledger.reverse(entry, key=f"mistake:{entry.pk}")


@pytest.fixture
def market(monday: datetime, ben: User, lamp: Listing, bowl: Listing) -> list[Listing]:
    Variant.objects.update(on_hand=100_000)
    fund.top_up(euros(1_000_000), reference="start")
    return [lamp, bowl]


DEEDS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 5), st.integers(1, 6000)), min_size=3, max_size=14
)


@settings(
    max_examples=7,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=DEEDS)
@pytest.mark.slow
def test_whatever_happens_every_cent_is_told(
    market: list[Listing], ben: User, sofia: User, deeds: list[tuple[int, int, int]]
) -> None:
    world = World(market, ben, sofia)
    for deed, which, minor in [(0, 0, 1), *deeds]:
        try:
            world.DEEDS[deed](world, which, minor)
        except (Refusal, CannotBeDisputed, FundIsShort):
            continue
    paths.assert_the_paths_are_the_books()
    paths.assert_our_books_are_right()


class World:
    """One market in which anything is tried with any order, sensible or not."""

    def __init__(self, market: list[Listing], ben: User, sofia: User) -> None:
        self.market, self.ben, self.sofia = market, ben, sofia

    def under_way(self) -> QuerySet[Payout]:
        return Payout.objects.filter(state__in=UNDER_WAY).order_by("created_at")

    def order(self, which: int) -> Order:
        return Order.objects.order_by("-pk")[min(which, Order.objects.count() - 1)]

    def buy_one(self, which: int, minor: int) -> None:
        doings.delivered(self.ben, self.market[which % 2], quantity=1 + minor % 3)

    def buy_both(self, which: int, minor: int) -> None:
        placed = doings.place(self.ben, *self.market, plus=which % 2 == 0, quantity=1 + minor % 2)
        doings.pay(placed)
        for order in placed.orders.all()[: which % 3]:
            doings.arrive(doings.send(order))

    def pay_late(self, which: int, minor: int) -> None:
        placed = doings.place(self.ben, *self.market, quantity=1 + minor % 3)
        doings.pay(placed, CHALLENGED)
        doings.let_pass(minutes=31)
        provider.finish_challenge(SandboxCharge.objects.latest("pk"), passed=True)
        inbox.process()

    def confirm(self, which: int, minor: int) -> None:
        receipt.confirm_receipt(self.order(which).number, by=self.ben)

    def cancel(self, which: int, minor: int) -> None:
        order = self.order(which)
        fulfilment.cancel_by_seller(order.number, by=order.seller.user)

    def wait(self, which: int, minor: int) -> None:
        doings.let_pass(days=1 + which * 2)

    def accept_a_claim(self, which: int, minor: int) -> None:
        order = self.order(which)
        amount = min(euros(minor), order.lines.first().hold.goods)
        answering.accept(doings.complain(order, amount=amount), by=order.seller.user)

    def split_a_claim(self, which: int, minor: int) -> None:
        order = self.order(which)
        dispute = doings.complain(order)
        answering.contest(dispute, by=order.seller.user, text="It was whole.")
        part = min(euros(minor), dispute.claimed)
        doings.decide(dispute, by=self.sofia, outcome="split", reasons="x", refund=part)

    def pay_out(self, which: int, minor: int) -> None:
        seller = self.order(which).seller
        amount = min(minor, books.payable(seller).minor)
        if amount and not self.under_way().filter(seller=seller).exists():
            pay_out(seller, amount)

    def end_a_payout(self, which: int, minor: int) -> None:
        if payout := self.under_way().first():
            bounce(payout) if minor % 2 else reach_the_bank(payout)
            if minor % 4 == 0:
                say(payout, Status.RETURNED)

    def ask_the_bank(self, which: int, minor: int) -> None:
        """A bank takes a payment back, whole or not, and perhaps keeps it or gives it back."""
        payment = self.order(which).lines.first().hold.fundings.first().payment
        charge = payment.operations.filter(kind="charge", state="succeeded").first()
        if charge and not payment.chargebacks.exists():
            amount = euros(
                min(minor, payment.captured_minor) if minor % 2 else payment.captured_minor
            )
            states = (BankState.TAKEN, BankState.LOST, BankState.WON)[: 1 + which % 3]
            for state in states[:1] + states[which % 3 :]:
                claim(str(charge.pk), amount, state)

    def keep_in_the_balance(self, which: int, minor: int) -> None:
        open_lines = self.order(which).lines.filter(hold__state__in=["held", "inspecting"])
        if holds := list(open_lines.values_list("hold_id", flat=True)):
            give_back_to_the_balance(holds)

    def sweep(self, which: int, minor: int) -> None:
        operations.run_waiting()
        sweep()

    DEEDS: tuple[Callable[..., None], ...] = (
        buy_one,
        buy_both,
        pay_late,
        confirm,
        cancel,
        wait,
        accept_a_claim,
        split_a_claim,
        pay_out,
        end_a_payout,
        ask_the_bank,
        keep_in_the_balance,
        sweep,
    )
