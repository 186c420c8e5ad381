"""Lost, stalled, gone back: the case is opened without the buyer having to say a word."""

from datetime import timedelta

import pytest

from disputes import answering, opening, withdrawing
from disputes.claims import CannotBeDisputed, Claim
from disputes.models import Dispute
from escrow import clock, deadlines
from escrow.models import Notice
from escrow.money import Money
from marketplace import receipt, tracking
from marketplace.models import Listing, Order, Shipment, User
from tests import books, doings, factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def order(ben: User, lamp: Listing) -> Order:
    return doings.buy(ben, lamp)


@pytest.fixture
def parcel(order: Order) -> Shipment:
    return doings.send(order)


def scan(parcel: Shipment, kind: str) -> None:
    key = f"{kind}:{clock.now().isoformat()}"
    tracking.record_scan(parcel.pk, kind=kind, at=clock.now(), key=key)


def hold_state(order: Order) -> str:
    return order.lines.get().hold.state


def test_ten_days_without_a_scan_open_a_case_and_silence_pays_it(
    order: Order, parcel: Shipment
) -> None:
    doings.let_pass(days=9, hours=23)
    assert not Dispute.objects.exists()
    doings.let_pass(hours=2)
    case = Dispute.objects.get()
    assert (case.reason, case.opened_by_system, case.state) == ("NR-STALL", True, "awaiting_seller")
    assert hold_state(order) == "frozen"
    told = Notice.objects.filter(kind__in=["dispute_opened", "dispute_to_answer"])
    assert set(told.values_list("to", flat=True)) == {order.buyer_id, order.seller.user_id}
    doings.let_pass(hours=73)
    case.refresh_from_db()
    assert (case.state, hold_state(order)) == ("resolved", "refunded")
    assert case.statements.get(kind="presumed").detail == {
        "code": "dispatched_not_delivered_date_passed"
    }
    books.assert_right()


def test_every_scan_begins_the_ten_days_anew(parcel: Shipment) -> None:
    for _ in range(3):
        doings.let_pass(days=9)
        scan(parcel, "in_transit")
    assert not Dispute.objects.exists()
    doings.let_pass(days=10, hours=1)
    assert Dispute.objects.get().reason == "NR-STALL"


def test_across_a_border_it_may_take_twenty(ben: User, lamp: Listing) -> None:
    ben.country = "FR"
    there = doings.BERLIN.__class__("Ben Okafor", "Rue de la Paix 1", "75002", "Paris", "FR")
    doings.send(doings.buy(ben, lamp, address=there))
    doings.let_pass(days=19)
    assert not Dispute.objects.exists()
    doings.let_pass(days=1, hours=1)
    assert Dispute.objects.exists()


@pytest.mark.parametrize(("kind", "reason"), [("lost", "NR-GONE"), ("returned", "NR-RETURNED")])
def test_what_the_carrier_lost_or_brought_back_is_claimed_at_once(
    order: Order, parcel: Shipment, kind: str, reason: str
) -> None:
    scan(parcel, kind)
    deadlines.sweep()
    assert Dispute.objects.get().reason == reason
    assert hold_state(order) == "frozen"
    deadlines.sweep()
    assert Dispute.objects.count() == 1


def test_a_delivered_parcel_is_not_claimed(order: Order, parcel: Shipment) -> None:
    doings.arrive(parcel)
    doings.let_pass(days=30)
    assert not Dispute.objects.exists()


def test_what_the_buyer_has_confirmed_is_not_claimed(
    order: Order, parcel: Shipment, ben: User
) -> None:
    receipt.confirm_receipt(order.number, by=ben)
    doings.let_pass(days=11)
    assert not Dispute.objects.exists()
    books.assert_right()


def test_what_the_buyer_claimed_first_is_not_claimed_twice(
    order: Order, parcel: Shipment, ben: User
) -> None:
    doings.let_pass(days=9)
    clock.advance(timedelta(days=2))
    opening.open_dispute(order.number, Claim("NR-LOST", "?", {order.lines.get().pk: 1}), by=ben)
    deadlines.sweep()
    assert Dispute.objects.count() == 1


def test_only_what_is_in_the_lost_parcel_stands_still(ben: User, lamp: Listing) -> None:
    shade = factories.listing(lamp.seller, lamp.category, "Linen shade", price_minor=1500)
    order = doings.buy(ben, lamp, shade)
    first, second = order.lines.all()
    lost = doings.send(order, lines=[first.pk])
    doings.arrive(doings.send(order, lines=[second.pk]))
    scan(lost, "lost")
    doings.let_pass(days=8)
    assert [line.hold.state for line in order.lines.all()] == ["refunded", "released"]
    books.assert_right()


def test_the_seller_is_asked_and_can_agree_at_once(order: Order, parcel: Shipment) -> None:
    scan(parcel, "lost")
    deadlines.sweep()
    answering.accept(Dispute.objects.get(), by=order.seller.user)
    assert order.lines.get().hold.refunded == Money(4690, "EUR")
    books.assert_right()


def test_nobody_can_say_by_hand_what_only_scans_can_tell(
    order: Order, parcel: Shipment, ben: User
) -> None:
    with pytest.raises(CannotBeDisputed):
        opening.open_dispute(order.number, Claim("NR-STALL", "", {order.lines.get().pk: 1}), by=ben)


def test_what_counted_as_lost_while_it_stood_still_is_refunded_after_it(
    ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    doings.travel(doings.send(order), days=55)
    doings.let_pass(days=8)
    case = doings.complain(order, "NR-LOST")
    answering.contest(case, by=lamp.seller.user, text="It is on its way.")
    doings.let_pass(days=6)
    withdrawing.withdraw(case, by=ben)
    assert order.lines.get().hold.state == "held"
    doings.let_pass(days=3)
    assert order.lines.get().hold.state == "refunded"
    books.assert_right()
