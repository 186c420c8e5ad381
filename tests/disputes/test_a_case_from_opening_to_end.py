"""Stories of a dispute: what stands still, who may do what, and where the money goes."""

from datetime import datetime, timedelta

import pytest

from disputes import answering, deciding, opening, reviewing, withdrawing
from disputes.claims import CannotBeDisputed, Claim
from disputes.models import Decision
from escrow import clock, fund
from escrow.chart import Kind
from escrow.models import Notice, Recovery, Refund
from escrow.money import Money
from escrow.story import Refusal
from marketplace import receipt
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import answers, books, doings, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def test_a_dispute_stops_the_release_however_long_it_takes(order: Order) -> None:
    doings.complain(order)
    doings.let_pass(days=59)
    assert order.lines.get().hold.state == "frozen"
    books.assert_right()


def test_only_what_is_disputed_stands_still(
    monday: datetime, ben: User, lamp: Listing, ada: Seller, lamps: object
) -> None:
    shade = factories.listing(ada, lamps, "Linen shade", price_minor=1500)
    order = doings.delivered(ben, lamp, shade)
    disputed, other = order.lines.all()
    said = answers.to("ND-DAMAGED")
    claim = Claim("ND-DAMAGED", "Cracked.", {disputed.pk: 1}, facts=said)
    opening.open_dispute(order.number, claim, by=ben)
    doings.let_pass(days=8)
    other.hold.refresh_from_db()
    disputed.hold.refresh_from_db()
    assert (disputed.hold.state, other.hold.state) == ("frozen", "released")
    books.assert_right()


def test_a_seller_who_accepts_refunds_the_claim_at_once(order: Order, ada: Seller) -> None:
    dispute = doings.complain(order)
    answering.accept(dispute, by=ada.user)
    doings.let_pass(minutes=1)
    assert order.lines.get().hold.state == "refunded"
    assert Refund.objects.get().state == "succeeded"
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == Money.zero("EUR")
    books.assert_right()


def test_a_silent_seller_sends_the_case_to_staff_and_it_never_runs_out(
    order: Order, sofia: User
) -> None:
    """After 45 days somebody else is asked to read it; after 60 the published rule decides."""
    dispute = doings.complain(order)
    doings.let_pass(hours=71)
    dispute.refresh_from_db()
    assert dispute.state == "awaiting_seller"
    doings.let_pass(hours=2)
    dispute.refresh_from_db()
    assert dispute.state == "escalated"
    doings.let_pass(days=50)
    dispute.refresh_from_db()
    assert dispute.state == "escalated"
    assert Notice.objects.filter(kind="case_needs_second", to=sofia).exists()
    doings.let_pass(days=10)
    dispute.refresh_from_db()
    assert (dispute.state, order.lines.get().hold.state) == ("resolved", "refunded")
    assert dispute.statements.get(kind="presumed").detail == {
        "code": "complete_evidence_silent_seller"
    }
    books.assert_right()


@pytest.mark.parametrize(
    ("outcome", "refund", "state", "seller_gets"),
    [
        ("release", None, "released", 4315),
        ("refund", None, "refunded", 0),
        ("split", 1000, "split", 3395),
    ],
)
def test_staff_decide_and_what_stands_is_done(
    order: Order,
    ada: Seller,
    sofia: User,
    outcome: str,
    refund: int | None,
    state: str,
    seller_gets: int,
) -> None:
    dispute = doings.complain(order)
    answering.contest(dispute, by=ada.user, text="It left whole.")
    doings.decide(
        dispute,
        by=sofia,
        outcome=outcome,
        reasons="The photo shows the crack.",
        refund=Money(refund, "EUR") if refund else None,
    )
    doings.let_pass(minutes=1)
    hold = order.lines.get().hold
    order.refresh_from_db()
    assert (hold.state, order.state) == (state, "completed")
    assert books.payable(ada) == Money(seller_gets, "EUR")
    books.assert_right()


def test_a_withdrawn_claim_resumes_with_the_time_that_was_left(order: Order, ben: User) -> None:
    clock.advance(timedelta(days=2))
    dispute = doings.complain(order)
    clock.advance(timedelta(days=20))
    withdrawing.withdraw(dispute, by=ben)
    hold = order.lines.get().hold
    assert hold.state == "inspecting"
    assert hold.release_at == clock.now() + timedelta(days=5)
    doings.let_pass(days=5, minutes=15)
    hold.refresh_from_db()
    assert hold.state == "released"
    books.assert_right()


def test_a_withdrawn_claim_leaves_at_least_two_days(order: Order, ben: User) -> None:
    clock.advance(timedelta(days=6, hours=23))
    withdrawing.withdraw(doings.complain(order), by=ben)
    assert order.lines.get().hold.release_at == clock.now() + timedelta(hours=48)


def test_a_claim_after_release_is_paid_from_the_sellers_balance_and_the_fund(
    order: Order, ben: User, ada: Seller
) -> None:
    fund.top_up(Money(100_000, "EUR"), reference="opening")
    receipt.confirm_receipt(order.number, by=ben)
    doings.pay_out(ada, leave=1000)
    dispute = doings.complain(order)
    assert dispute.after_release
    answering.accept(dispute, by=ada.user)
    recovery = Recovery.objects.get()
    assert recovery.from_commission_minor == 375
    assert recovery.from_balance_minor == 1000
    assert recovery.from_fund_minor == 3315
    assert books.payable(ada) == Money.zero("EUR")
    assert books.of(Kind.GUARANTEE_FUND) == Money(100_000 - 3315, "EUR")
    assert books.of(Kind.SELLER_RECEIVABLE, owner=f"seller:{ada.pk}") == Money(3315, "EUR")
    books.assert_right()


def test_after_release_the_plus_fee_is_the_funds(
    monday: datetime, ben: User, lamp: Listing, ada: Seller
) -> None:
    order = doings.delivered(ben, lamp, plus=True)
    receipt.confirm_receipt(order.number, by=ben)
    assert doings.complain(order).claimed == Money(4690, "EUR")


def test_the_fund_never_goes_below_zero(order: Order, ben: User, ada: Seller) -> None:
    receipt.confirm_receipt(order.number, by=ben)
    doings.pay_out(ada)
    dispute = doings.complain(order)
    with pytest.raises(Refusal):
        answering.accept(dispute, by=ada.user)
    dispute.refresh_from_db()
    assert dispute.state == "awaiting_seller"
    books.assert_right()


def test_a_claim_comes_too_late_after_the_claim_clock(order: Order) -> None:
    doings.let_pass(days=31)
    with pytest.raises(CannotBeDisputed, match="over"):
        doings.complain(order)


def test_not_arrived_can_be_said_after_the_promised_day_and_not_before(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    doings.send(order)
    with pytest.raises(CannotBeDisputed, match="promised day"):
        doings.complain(order, "NR-LOST")
    order.refresh_from_db()
    clock.move_to(order.nr_opens_at)
    assert doings.complain(order, "NR-LOST").state == "awaiting_seller"
    books.assert_right()


def test_a_parcel_that_arrives_during_a_case_waits_for_its_end(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    shipment = doings.send(order)
    order.refresh_from_db()
    clock.move_to(order.nr_opens_at)
    dispute = doings.complain(order, "NR-LOST")
    doings.arrive(shipment)
    withdrawing.withdraw(dispute, by=ben)
    hold = order.lines.get().hold
    assert hold.state == "inspecting"
    assert hold.release_at == clock.now() + timedelta(days=7)
    books.assert_right()


def test_a_claim_on_one_of_three_is_capped_at_its_share(
    monday: datetime, ben: User, lamp: Listing, ada: Seller
) -> None:
    order = doings.delivered(ben, lamp, quantity=3)
    dispute = doings.complain(order, quantity=1)
    assert dispute.claimed == Money(4363, "EUR")
    answering.accept(dispute, by=ada.user)
    hold = order.lines.get().hold
    assert (hold.state, hold.refunded) == ("split", Money(4363, "EUR"))
    books.assert_right()


@pytest.mark.parametrize("minor", [0, -5, 4691])
def test_a_claim_is_above_zero_and_at_most_what_was_paid(order: Order, minor: int) -> None:
    with pytest.raises(CannotBeDisputed):
        doings.complain(order, amount=Money(minor, "EUR"))


def test_staff_without_the_right_or_with_an_interest_decide_nothing(
    order: Order, ada: Seller, mallory: User, sofia: User
) -> None:
    dispute = doings.complain(order)
    answering.contest(dispute, by=ada.user, text="No.")
    for person in (mallory, ada.user, order.buyer):
        with pytest.raises(reviewing.NotYours):
            doings.propose(dispute, by=person, outcome="refund", reasons="Mine.")
    assert not Decision.objects.exists()


def test_a_case_is_decided_once(order: Order, ada: Seller, sofia: User) -> None:
    dispute = doings.complain(order)
    answering.contest(dispute, by=ada.user, text="No.")
    doings.decide(dispute, by=sofia, outcome="refund", reasons="Seen.")
    with pytest.raises(deciding.CannotDecide, match="not waiting"):
        doings.propose(dispute, by=sofia, outcome="release", reasons="Seen again.")
    books.assert_right()
