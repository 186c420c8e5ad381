"""A return: where to, by whom, until when, and who gets the money when somebody is silent."""

from datetime import datetime, timedelta

import pytest

from disputes import answering, offering, return_tracking, returns, withdrawing
from disputes.agreeing import accept_offer
from disputes.execution import Terms
from disputes.models import Dispute, Return
from disputes.parties import NotYourTurn
from disputes.returns import Label, LabelMissing
from disputes.reviewing import NotYours
from escrow import clock, outages
from escrow.models import Notice, Refund
from escrow.money import Money
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


def test_it_goes_back_and_then_the_money_does(order: Order, ada: Seller) -> None:
    case = doings.come_back(order)
    assert (case.state, hold_of(order).state) == ("awaiting_return", "frozen")
    returns.accept(case, by=ada.user)
    doings.let_pass(minutes=1)
    assert (now(case).state, case.returns.get().state) == ("resolved", "accepted")
    assert Refund.objects.get().amount == Money(4690, "EUR")
    books.assert_right()


def test_the_seller_has_three_days_to_say_where_and_then_the_buyer_keeps_it(order: Order) -> None:
    case = doings.agreed(order, "return")
    assert case.parcel_by == clock.now() + timedelta(hours=72)
    doings.let_pass(hours=71)
    assert now(case).state == "awaiting_return"
    doings.let_pass(hours=2)
    row = case.returns.get()
    assert (now(case).state, row.state, row.why_waived) == ("resolved", "waived", "no_label")
    assert hold_of(order).state == "refunded"
    books.assert_right()


def test_a_buyer_who_does_not_post_it_loses_the_case_for_now(order: Order, ben: User) -> None:
    case = doings.to_be_posted(order)
    assert case.parcel_by == clock.now() + timedelta(days=10)
    doings.let_pass(days=10, minutes=1)
    case = now(case)
    assert (case.state, case.returns.get().state) == ("dormant", "called_off")
    assert (hold_of(order).state, case.granted) == ("inspecting", None)
    assert Notice.objects.filter(kind="dispute_asleep").count() == 2
    withdrawing.reopen(case, by=ben)
    answering.accept(now(case), by=order.seller.user)
    assert Return.objects.filter(dispute=case).count() == 2
    doings.let_pass(days=60)
    books.assert_right()


def test_asleep_the_money_goes_to_the_seller_as_if_nothing_had_been(order: Order) -> None:
    doings.to_be_posted(order)
    doings.let_pass(days=20)
    assert hold_of(order).state == "released"
    books.assert_right()


def test_silence_of_a_seller_who_has_it_again_pays_the_buyer(order: Order) -> None:
    case = doings.come_back(order)
    doings.let_pass(hours=73)
    assert (now(case).state, hold_of(order).state) == ("resolved", "refunded")
    books.assert_right()


def test_a_seller_who_sees_something_else_asks_staff_with_words_and_photos(
    order: Order, ada: Seller, sofia: User
) -> None:
    case = doings.come_back(order)
    returns.contest(
        case, by=ada.user, says="SL-WRONG", text="A brick.", photos=[doings.photo()], grams=2100
    )
    case = now(case)
    assert (case.state, case.granted, case.returns.get().state) == ("escalated", None, "contested")
    assert case.evidence.count() == 2
    doings.let_pass(days=14)
    assert now(case).state == "escalated"
    doings.decide(case, by=sofia, outcome="refund", return_needed=True)
    row = case.returns.last()
    assert (now(case).state, row.why_waived) == ("resolved", "gone")
    books.assert_right()


def test_a_contested_return_leaves_staff_all_their_days(order: Order, ada: Seller) -> None:
    case = doings.come_back(order)
    doings.let_pass(hours=70)
    returns.contest(case, by=ada.user, says="SL-WRONG", text="A brick.")
    doings.let_pass(days=50)
    assert now(case).state == "escalated"
    doings.let_pass(days=11)
    assert now(case).state == "resolved"
    books.assert_right()


def test_small_things_stay_where_they_are(
    monday: datetime, ben: User, ada: Seller, lamps: object
) -> None:
    bulb = factories.listing(ada, lamps, "Bulb", price_minor=1500)
    order = doings.delivered(ben, bulb)
    case = doings.agreed(order, "return")
    assert (case.state, case.returns.get().why_waived) == ("resolved", "small")
    assert hold_of(order).state == "refunded"
    books.assert_right()


def test_postage_of_half_its_worth_is_not_too_much(order: Order, ada: Seller) -> None:
    case = doings.agreed(order, "return")
    half = Label("Hafenstraße 3", "KP-1", Money(2100, "EUR"))
    assert returns.supply_label(case, half, by=ada.user).state == "awaiting_shipment"
    books.assert_right()


def test_a_cent_more_than_half_is_too_much(order: Order, ada: Seller) -> None:
    case = doings.agreed(order, "return")
    dear = Label("Hafenstraße 3", "KP-1", Money(2101, "EUR"))
    assert returns.supply_label(case, dear, by=ada.user).why_waived == "costly"
    assert (now(case).state, hold_of(order).state) == ("resolved", "refunded")
    books.assert_right()


def test_a_seller_may_let_the_buyer_keep_it(order: Order, ada: Seller) -> None:
    case = doings.to_be_posted(order)
    returns.let_keep(case, by=ada.user)
    assert (now(case).state, case.returns.get().why_waived) == ("resolved", "kindness")
    books.assert_right()


def test_a_fake_is_never_sent_back(order: Order, ada: Seller, sofia: User) -> None:
    case = doings.complain_for(order, "refund", "ND-COUNTERFEIT")
    answering.contest(case, by=ada.user, text="It is real.")
    doings.decide(case, by=sofia, outcome="refund", return_needed=True, postage_by="seller")
    assert (now(case).state, case.returns.get().why_waived) == ("resolved", "dangerous")
    books.assert_right()


def test_a_decision_can_want_it_back_first(order: Order, ada: Seller, sofia: User) -> None:
    case = doings.complain(order)
    answering.contest(case, by=ada.user, text="It was whole.")
    doings.decide(case, by=sofia, outcome="refund", return_needed=True, postage_by="seller")
    assert (now(case).state, case.returns.get().state) == ("awaiting_return", "label_due")
    doings.let_pass(hours=73)
    assert now(case).state == "resolved"
    books.assert_right()


def test_an_offer_can_want_it_back_first(order: Order, ada: Seller, ben: User) -> None:
    case = doings.complain(order)
    terms = Terms(Money(4690, "EUR"), "return", "seller")
    accept_offer(offering.make_offer(case, terms, by=ada.user), by=ben)
    doings.let_pass(hours=1, minutes=1)
    assert (now(case).state, case.returns.get().state) == ("awaiting_return", "label_due")
    books.assert_right()


def test_a_seller_who_pays_the_postage_buys_the_label(order: Order, ada: Seller) -> None:
    case = doings.agreed(order, "return")
    for label in (Label("Hafenstraße 3"), Label(" ", "KP-1")):
        with pytest.raises(LabelMissing):
            returns.supply_label(case, label, by=ada.user)
    assert case.returns.get().state == "label_due"


@pytest.mark.parametrize(
    ("scanned", "state"), [(True, "resolved"), (False, "escalated")], ids=["seen", "never seen"]
)
def test_lost_on_the_sellers_label_the_seller_bears_it_once_a_carrier_had_it(
    order: Order, *, scanned: bool, state: str
) -> None:
    case = doings.posted_back(order)
    if scanned:
        doings.scan_return(case, "accepted")
    doings.let_pass(days=10, hours=1)
    assert (now(case).state, case.returns.get().state) == (state, "lost_in_return")
    books.assert_right()


def test_a_lost_scan_counts_at_once_and_another_scan_gives_more_time(order: Order) -> None:
    case = doings.posted_back(order)
    doings.let_pass(days=9)
    doings.scan_return(case, "in_transit")
    doings.let_pass(days=9)
    assert now(case).state == "awaiting_return"
    doings.scan_return(case, "lost")
    assert (now(case).state, hold_of(order).state) == ("resolved", "refunded")
    books.assert_right()


def test_back_with_the_buyer_staff_decide(order: Order) -> None:
    case = doings.posted_back(order)
    doings.scan_return(case, "returned")
    assert (now(case).state, hold_of(order).state) == ("escalated", "frozen")
    books.assert_right()


def test_a_scan_counts_once_and_a_late_one_undoes_nothing(order: Order) -> None:
    case = doings.posted_back(order)
    row = case.returns.get()
    scan = {"kind": "delivered", "at": clock.now(), "key": "k1"}
    assert return_tracking.record_scan(row.pk, **scan)
    assert not return_tracking.record_scan(row.pk, **scan)
    by = now(case).parcel_by
    doings.scan_return(case, "in_transit")
    doings.scan_return(case, "lost")
    assert (case.returns.get().state, now(case).parcel_by) == ("delivered_to_seller", by)
    assert row.scans.count() == 3


def test_the_carrier_may_see_it_before_the_buyer_says_so(order: Order) -> None:
    case = doings.to_be_posted(order)
    doings.scan_return(case, "accepted")
    assert case.returns.get().state == "in_transit"
    doings.let_pass(days=9)
    doings.scan_return(case, "delivered")
    doings.let_pass(days=4)
    assert now(case).state == "resolved"
    books.assert_right()


def test_staff_say_that_it_came_or_was_lost(order: Order, sofia: User, mallory: User) -> None:
    case = doings.posted_back(order)
    with pytest.raises(NotYours):
        return_tracking.mark_delivered(case, by=mallory)
    return_tracking.mark_delivered(case, by=sofia)
    assert case.returns.get().state == "delivered_to_seller"
    with pytest.raises(NotYours):
        return_tracking.mark_lost(case, by=sofia)


def test_staff_say_that_it_was_lost(order: Order, sofia: User) -> None:
    case = doings.posted_back(order)
    return_tracking.mark_lost(case, by=sofia)
    assert (now(case).state, hold_of(order).state) == ("resolved", "refunded")
    books.assert_right()


def test_weights_are_facts_with_who_said_them(order: Order, ada: Seller, ben: User) -> None:
    case = doings.agreed(order, "return")
    returns.supply_label(case, Label("Hafenstraße 3", "KP-1", None, 2400), by=ada.user)
    returns.post(case, by=ben, carrier="Kelp Post", tracking_number="KR1", grams=2380)
    returns.contest(case, by=ada.user, says="SL-WRONG", text="A brick.", grams=1100)
    said = case.returns.get().weights.values_list("moment", "grams", "by")
    assert list(said) == [
        ("sent", 2400, ada.user.pk),
        ("posted", 2380, ben.pk),
        ("arrived", 1100, ada.user.pk),
    ]


def test_nobody_does_what_is_the_others_to_do_or_what_was_done(
    order: Order, ada: Seller, ben: User, mallory: User
) -> None:
    case = doings.agreed(order, "return")
    for person in (ben, mallory):
        with pytest.raises(NotYourTurn):
            returns.supply_label(case, doings.LABEL, by=person)
    returns.supply_label(case, doings.LABEL, by=ada.user)
    with pytest.raises(NotYourTurn):
        returns.supply_label(case, doings.LABEL, by=ada.user)
    post = {"carrier": "Kelp Post", "tracking_number": "KR1"}
    for person in (ada.user, mallory):
        with pytest.raises(NotYourTurn):
            returns.post(case, by=person, **post)
    returns.post(case, by=ben, **post)
    with pytest.raises(NotYourTurn):
        returns.post(case, by=ben, **post)
    with pytest.raises(NotYourTurn):
        returns.let_keep(case, by=ada.user)
    with pytest.raises(NotYourTurn):
        returns.accept(case, by=ben)
    returns.accept(case, by=ada.user)
    with pytest.raises(NotYourTurn):
        returns.contest(case, by=ada.user, says="SL-WRONG", text="No.")
    books.assert_right()


def test_posting_too_late_is_told(order: Order, ben: User) -> None:
    case = doings.to_be_posted(order)
    doings.let_pass(days=11)
    with pytest.raises(NotYourTurn, match="does not wait"):
        returns.post(case, by=ben, carrier="Kelp Post", tracking_number="KR1")


def test_after_the_release_a_return_is_paid_out_of_the_sellers_money(
    order: Order, ada: Seller
) -> None:
    doings.let_pass(days=8)
    case = doings.come_back(order)
    assert case.after_release
    returns.accept(case, by=ada.user)
    assert books.payable(ada) == Money(0, "EUR")
    books.assert_right()


def test_an_outage_is_given_back_to_whoever_has_to_post_it(order: Order, sofia: User) -> None:
    case = doings.to_be_posted(order)
    outages.begin("The web is down.", by=sofia)
    clock.advance(timedelta(days=2))
    outages.end(by=sofia)
    assert now(case).parcel_by == clock.now() + timedelta(days=10)
    doings.let_pass(days=9)
    assert now(case).state == "awaiting_return"
