"""A replacement or a missing part: the money stands still until the second parcel is good."""

from datetime import datetime, timedelta

import pytest

from disputes import offering, replacements
from disputes.agreeing import accept_offer
from disputes.execution import Terms
from disputes.models import Dispute
from disputes.parties import NotYourTurn
from escrow import clock
from escrow.models import Notice
from escrow.money import Money
from marketplace import refunding, tracking
from marketplace.models import Listing, Order, User
from sellers.models import Seller
from tests import books, doings, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monday: datetime, ben: User, lamp: Listing) -> Order:
    return doings.delivered(ben, lamp)


def now(dispute: Dispute) -> Dispute:
    return Dispute.objects.get(pk=dispute.pk)


def hold_of(order: Order) -> object:
    return order.lines.get().hold


def test_it_is_sent_again_and_is_good(order: Order, ben: User, ada: Seller) -> None:
    case = doings.here_again(order)
    assert (case.state, hold_of(order).state) == ("awaiting_replacement", "frozen")
    replacements.find_good(case, by=ben)
    order.refresh_from_db()
    assert (now(case).state, hold_of(order).state, order.state) == (
        "resolved",
        "released",
        "completed",
    )
    assert books.payable(ada) == Money(4315, "EUR")
    books.assert_right()


def test_not_sent_in_the_sellers_working_days_the_buyer_is_paid(order: Order) -> None:
    """Friday morning and two working days: until Tuesday night in Berlin."""
    case = doings.agreed(order, "replacement")
    assert case.parcel_by == case.order.seller.ship_by(clock.now())
    clock.move_to(case.parcel_by - timedelta(minutes=1))
    doings.let_pass(seconds=1)
    assert now(case).state == "awaiting_replacement"
    doings.let_pass(minutes=2)
    assert (now(case).state, hold_of(order).state) == ("resolved", "refunded")
    books.assert_right()


def test_sent_and_never_arrived_the_buyer_is_paid(order: Order) -> None:
    case = doings.sent_again(order)
    assert now(case).parcel_by == clock.now() + timedelta(days=15)
    doings.let_pass(days=15, minutes=1)
    assert (now(case).state, hold_of(order).state) == ("resolved", "refunded")
    books.assert_right()


def test_silence_after_the_second_parcel_pays_the_seller_and_is_announced(
    order: Order, ben: User
) -> None:
    case = doings.here_again(order)
    assert case.parcel_by == clock.now() + timedelta(days=7)
    doings.let_pass(days=6, hours=23)
    assert hold_of(order).state == "frozen"
    told = Notice.objects.filter(to=ben)
    assert told.filter(kind="replacement_here").count() == 1
    assert told.filter(kind="replacement_remind").count() == 2
    doings.let_pass(hours=2)
    assert (now(case).state, hold_of(order).state) == ("resolved", "released")
    books.assert_right()


def test_a_frozen_line_is_never_announced_as_about_to_be_released(order: Order, ben: User) -> None:
    before = Notice.objects.filter(to=ben, kind="order_delivered").count()
    doings.here_again(order)
    assert Notice.objects.filter(to=ben, kind="order_delivered").count() == before


def test_not_good_either_goes_to_staff_and_waits_there(
    order: Order, ben: User, sofia: User
) -> None:
    case = doings.here_again(order)
    replacements.object_to(case, by=ben, text="Cracked again.", photos=[doings.photo()])
    case = now(case)
    assert (case.state, case.granted) == ("escalated", None)
    doings.let_pass(days=20)
    assert now(case).state == "escalated"
    doings.decide(case, by=sofia, outcome="refund")
    assert hold_of(order).state == "refunded"
    books.assert_right()


def test_once_only_the_second_time_the_money_goes(order: Order, ben: User, ada: Seller) -> None:
    case = doings.here_again(order)
    replacements.object_to(case, by=ben, text="Cracked again.")
    terms = Terms(Money(4690, "EUR"), "replacement")
    accept_offer(offering.make_offer(now(case), terms, by=ada.user), by=ben)
    doings.let_pass(hours=1, minutes=1)
    assert (now(case).state, hold_of(order).state) == ("resolved", "refunded")
    books.assert_right()


def test_the_seller_may_give_the_money_back_instead(order: Order, ada: Seller) -> None:
    case = doings.agreed(order, "replacement")
    replacements.refund_instead(case, by=ada.user)
    assert hold_of(order).state == "refunded"
    books.assert_right()


def test_the_complaint_clock_runs_from_the_second_parcel(order: Order) -> None:
    before = order.lines.get().claim_until
    doings.here_again(order)
    line = order.lines.get()
    assert line.claim_until == clock.now() + timedelta(days=30) > before
    assert line.hold.delivered_at == clock.now()


def test_a_missing_part_of_one_of_three_carries_one_and_frees_the_rest_with_it(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp, quantity=3)
    case = doings.agreed(order, "missing_part", "ND-MISSING", quantity=1)
    made = replacements.send(case, by=order.seller.user, carrier="Kelp Post")
    assert made.shipment.lines.get().quantity == 1
    doings.let_pass(days=16)
    hold = hold_of(order)
    assert (hold.state, hold.refunded) == ("split", Money(4363, "EUR"))
    books.assert_right()


def test_other_lines_of_the_order_go_on(
    monday: datetime, ben: User, lamp: Listing, ada: Seller, lamps: object
) -> None:
    """A second parcel neither undoes the delivery of the order nor holds back the other line."""
    shade = factories.listing(ada, lamps, "Linen shade", price_minor=1500)
    order = doings.delivered(ben, lamp, shade)
    first, other = order.lines.all()
    case = doings.complain_for_lines(order, [first], "replacement")
    doings.answer_yes(case)
    replacements.send(case, by=ada.user, carrier="Kelp Post")
    doings.let_pass(days=8)
    other.hold.refresh_from_db()
    assert other.hold.state == "released"
    doings.arrive(now(case).replacements.get().shipment)
    order.refresh_from_db()
    assert order.state == "delivered"
    replacements.find_good(case, by=ben)
    order.refresh_from_db()
    assert order.state == "completed"
    books.assert_right()


def test_after_the_release_nothing_is_frozen_and_silence_leaves_it_so(
    order: Order, ada: Seller
) -> None:
    doings.let_pass(days=8)
    case = doings.here_again(order)
    assert case.after_release
    doings.let_pass(days=8)
    assert now(case).state == "resolved"
    assert books.payable(ada) == Money(4315, "EUR")
    books.assert_right()


def test_a_second_parcel_takes_no_cover_from_a_seller_who_sent_in_time(order: Order) -> None:
    doings.sent_again(order)
    case = doings.bank_asks(order)
    doings.bank_decides(case, won=False)
    assert books.payable(order.seller) == Money(4315, "EUR")
    books.assert_right()


def test_scans_of_the_second_parcel_leave_the_order_alone(order: Order) -> None:
    case = doings.sent_again(order)
    parcel = case.replacements.get().shipment
    for kind in ("in_transit", "out_for_delivery", "lost"):
        tracking.record_scan(parcel.pk, kind=kind, at=clock.now(), key=kind)
    order.refresh_from_db()
    assert (order.state, hold_of(order).state) == ("delivered", "frozen")


def test_nobody_does_what_is_the_others_to_do_or_what_was_done(
    order: Order, ada: Seller, ben: User, mallory: User
) -> None:
    case = doings.agreed(order, "replacement")
    for person in (ben, mallory):
        with pytest.raises(NotYourTurn):
            replacements.send(case, by=person, carrier="Kelp Post")
        with pytest.raises(NotYourTurn):
            replacements.refund_instead(case, by=person)
    with pytest.raises(NotYourTurn):
        replacements.find_good(case, by=ben)
    replacements.send(case, by=ada.user, carrier="Kelp Post")
    with pytest.raises(NotYourTurn):
        replacements.send(case, by=ada.user, carrier="Kelp Post")
    with pytest.raises(NotYourTurn, match="on its way"):
        replacements.object_to(case, by=ben, text="Where is it?")
    for person in (ada.user, mallory):
        with pytest.raises(NotYourTurn):
            replacements.find_good(case, by=person)
    replacements.find_good(case, by=ben)
    with pytest.raises(NotYourTurn):
        replacements.object_to(case, by=ben, text="Too late.")
    books.assert_right()


def test_what_the_seller_gave_back_meanwhile_is_not_paid_twice(order: Order, ada: Seller) -> None:
    """Found by a simulation: the wait for a second parcel is long enough to refund in between."""
    doings.let_pass(days=8)
    case = doings.sent_again(order)
    line = order.lines.get()
    part = Money(4000, "EUR")
    refunding.refund_by_seller(order.number, by=ada.user, line=line.pk, amount=part)
    doings.let_pass(days=16)
    assert (now(case).state, now(case).granted) == ("resolved", Money(690, "EUR"))
    assert hold_of(order).recovered == Money(4690, "EUR")
    books.assert_right()
