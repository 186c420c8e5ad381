"""Real threads on the real database: one wins, the others are told, and nothing deadlocks."""

import os
from collections import Counter
from datetime import timedelta

import pytest
from django.db import DatabaseError

from disputes.claims import CannotBeDisputed
from disputes.models import Dispute
from escrow import clock, deadlines, recovery, refunds
from escrow.models import Deadline, Freeze, Hold, JournalEntry
from escrow.money import Money
from escrow.story import Refusal, story
from marketplace import checkout, receipt
from marketplace.models import Listing, Order, User, Variant
from tests import books, doings
from tests.cast import MONDAY
from tests.rivals import at_once

# `RACES=200` for a long run.
RACES = int(os.environ.get("RACES", "30"))
pytestmark = pytest.mark.django_db(transaction=True)


def test_twenty_rivals_release_one_hold(ben: User, lamp: Listing) -> None:
    with clock.travel_to(MONDAY):
        order = doings.delivered(ben, lamp)
        results = at_once(*[lambda: receipt.confirm_receipt(order.number, by=ben)] * 20)
        won = [result for result in results if not isinstance(result, Exception)]
        told = [result for result in results if isinstance(result, receipt.NothingToConfirm)]
        assert (len(won), len(told)) == (1, 19)
        assert JournalEntry.objects.filter(kind="release").count() == 1
        books.assert_right()


def test_the_button_and_the_sweep_release_one_hold_once(ben: User, lamp: Listing) -> None:
    with clock.travel_to(MONDAY):
        order = doings.delivered(ben, lamp)
        clock.advance(timedelta(days=8))
        at_once(
            lambda: receipt.confirm_receipt(order.number, by=ben),
            *[deadlines.sweep] * 4,
        )
        deadlines.sweep()
        order.refresh_from_db()
        assert order.state == "completed"
        assert JournalEntry.objects.filter(kind="release").count() == 1
        books.assert_right()


@pytest.mark.slow
def test_a_dispute_and_a_release_at_the_same_instant_many_times(ben: User, lamp: Listing) -> None:
    endings: Counter[str] = Counter()
    Variant.objects.filter(listing=lamp).update(on_hand=1000)
    with clock.travel_to(MONDAY):
        for _ in range(RACES):
            endings[_race(ben, lamp)] += 1
        books.assert_right()
    assert sum(endings.values()) == RACES
    assert set(endings) <= {"frozen", "after release"}


def _race(ben: User, lamp: Listing) -> str:
    order = doings.delivered(ben, lamp)
    clock.advance(timedelta(days=7, minutes=15))
    claimed, _ = at_once(lambda: doings.complain(order), deadlines.sweep)
    assert not isinstance(claimed, Exception), claimed
    hold = order.lines.get().hold
    open_freezes = Freeze.objects.filter(hold=hold, ended_at=None).count()
    if hold.state == "released":
        assert (open_freezes, claimed.after_release) == (0, True)
        return "after release"
    assert (hold.state, open_freezes, claimed.after_release) == ("frozen", 1, False)
    return "frozen"


def test_the_last_one_is_sold_once(ben: User, mallory: User, lamp: Listing) -> None:
    Variant.objects.filter(listing=lamp).update(on_hand=1)
    with clock.travel_to(MONDAY):
        for buyer in (ben, mallory):
            doings.fill_cart(buyer, lamp)
        results = at_once(
            lambda: checkout.place(ben.cart.items.all(), by=ben, address=doings.BERLIN),
            lambda: checkout.place(mallory.cart.items.all(), by=mallory, address=doings.BERLIN),
        )
    assert sum(isinstance(result, Refusal) for result in results) == 1
    assert Variant.objects.get(listing=lamp).available == 0


def test_two_disputes_about_one_line_at_once(ben: User, lamp: Listing) -> None:
    with clock.travel_to(MONDAY):
        order = doings.delivered(ben, lamp)
        results = at_once(*[lambda: doings.complain(order)] * 5)
        told = [result for result in results if isinstance(result, CannotBeDisputed)]
        assert len(told) == 4
        assert order.disputes.count() == 1
        books.assert_right()


def test_one_payment_is_made_once_however_often_it_is_clicked(ben: User, lamp: Listing) -> None:
    with clock.travel_to(MONDAY):
        placed = doings.place(ben, lamp)
        at_once(*[lambda: doings.pay(placed)] * 8)
        assert JournalEntry.objects.filter(kind="capture").count() == 1
        assert placed.orders.get().state == "paid"
        books.assert_right()


def test_many_sweeps_share_a_backlog_and_release_each_hold_once(
    ben: User, mallory: User, lamp: Listing, bowl: Listing
) -> None:
    """The sellers' very first releases: all sweeps want to open the same accounts."""
    Variant.objects.update(on_hand=100)
    with clock.travel_to(MONDAY):
        orders = [doings.buy(buyer, lamp, bowl) for buyer in (ben, mallory) * 4]
        shipments = [doings.send(order) for order in Order.objects.order_by("pk")]
        for shipment in shipments:
            doings.arrive(shipment)
        clock.advance(timedelta(days=20))
        results = at_once(*[deadlines.sweep] * 6)
        assert not [result for result in results if isinstance(result, Exception)]
        deadlines.sweep()
        assert JournalEntry.objects.filter(kind="release").count() == 2 * len(orders)
        assert not Deadline.objects.pending().filter(kind="release").exists()
        books.assert_right()


def test_a_repayment_and_a_recovery_of_one_seller_at_once(ben: User, lamp: Listing) -> None:
    """Both move the seller's balance and the fund's; one waits for the other, none is lost."""
    Variant.objects.update(on_hand=100)
    with clock.travel_to(MONDAY):
        doings.owe(lamp.seller, 5000)
        for _ in range(5):
            back, going = doings.delivered(ben, lamp), doings.delivered(ben, lamp)
            receipt.confirm_receipt(back.number, by=ben)
            case = doings.complain(back)
            results = at_once(
                lambda going=going: receipt.confirm_receipt(going.number, by=ben),
                lambda case=case: recovered(case),
            )
            assert not [result for result in results if isinstance(result, Exception)], results
        books.assert_right()


@story
def recovered(case: Dispute) -> None:
    """Ten euros go back to the buyer after the release."""
    hold = Hold.objects.filter(line__dispute_lines__dispute=case).locked().get()
    recovery.recover(hold, Money(1000, "EUR"), reference=f"{case.pk.hex}")
    refunds.request([(hold, Money(1000, "EUR"))], "dispute")


def test_purchases_run_out_while_their_buyers_pay(ben: User, mallory: User, lamp: Listing) -> None:
    """Found by the soak: giving up several purchases in one transaction met a payment crosswise."""
    Variant.objects.filter(listing=lamp).update(on_hand=1000)
    with clock.travel_to(MONDAY):
        for _ in range(12):
            placed = [doings.place(buyer, lamp) for buyer in (ben, mallory, ben, mallory)]
            clock.advance(timedelta(minutes=31))
            results = at_once(
                deadlines.sweep, *[lambda one=one: doings.pay(one) for one in placed[1:]]
            )
            fallen = [each for each in results if isinstance(each, DatabaseError)]
            assert fallen == []
        books.assert_right()
