"""The money bar says the same to both, each in their own words, and no more than is theirs."""

from datetime import datetime, timedelta

import pytest

from disputes import answering
from escrow import clock
from escrow.money import Money
from marketplace import receipt
from marketplace.models import Listing, Order, User
from marketplace.money_bar import MoneyBar, bar_of
from sellers.models import Seller
from tests import doings

pytestmark = pytest.mark.django_db


def bar(order: Order, reader: User) -> MoneyBar:
    return bar_of(Order.objects.with_money().get(pk=order.pk), reader)


def test_it_follows_the_money_from_checkout_to_release(
    monday: datetime, ben: User, ada: Seller, lamp: Listing
) -> None:
    placed = doings.place(ben, lamp)
    order = placed.orders.get()
    seen = [bar(order, ben).state]
    doings.pay(placed)
    seen.append(bar(order, ben).state)
    shipment = doings.send(order)
    seen.append(bar(order, ben).state)
    doings.arrive(shipment)
    seen.append(bar(order, ben).state)
    receipt.confirm_receipt(order.number, by=ben)
    seen.append(bar(order, ben).state)
    assert seen == ["unpaid", "held", "on_the_way", "inspecting", "released"]


def test_the_seller_reads_what_is_left_after_the_fee(
    monday: datetime, ben: User, ada: Seller, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    assert bar(order, ben).to_seller == Money(4690, "EUR")
    assert bar(order, ada.user).to_seller == Money(4315, "EUR")


def test_how_the_buyer_paid_is_for_the_buyers_eyes_only(
    monday: datetime, ben: User, ada: Seller, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    assert bar(order, ben).paid_with == "card ··4242"
    assert bar(order, ada.user).paid_with == ""


def test_it_locks_while_something_is_in_dispute_and_splits_when_decided(
    monday: datetime, ben: User, ada: Seller, sofia: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    dispute = doings.complain(order)
    assert (bar(order, ben).state, bar(order, ben).frozen_since) == ("frozen", clock.now())
    answering.contest(dispute, by=ada.user, text="No.")
    doings.decide(
        dispute, by=sofia, outcome="split", reasons="Half each.", refund=Money(1000, "EUR")
    )
    shown = bar(order, ben)
    assert (shown.state, shown.to_buyer, shown.to_seller) == (
        "split",
        Money(1000, "EUR"),
        Money(3690, "EUR"),
    )


def test_it_moves_on_as_the_window_passes_and_both_clocks_stay(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    early = bar(order, ben)
    clock.advance(timedelta(days=5))
    late = bar(order, ben)
    assert 50 <= early.progress < late.progress < 100
    assert late.time_left == timedelta(days=2)
    assert late.claim_until == order.claim_until
