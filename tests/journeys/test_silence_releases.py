"""Nobody does anything: the window ends, and the money goes to the seller."""

from datetime import datetime, timedelta

import pytest

from escrow import clock
from escrow.chart import Kind
from escrow.models import Notice
from escrow.money import Money
from marketplace.models import Listing, Order, User
from tests import books, doings

pytestmark = pytest.mark.django_db


def test_silence_is_consent_only_after_the_window_and_its_grace(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    hold = order.lines.get().hold
    assert hold.state == "inspecting"
    assert hold.release_at == clock.now() + timedelta(days=7)

    doings.let_pass(days=7, minutes=14)
    hold.refresh_from_db()
    assert hold.state == "inspecting"

    doings.let_pass(minutes=1)
    hold.refresh_from_db()
    order.refresh_from_db()
    assert (hold.state, order.state) == ("released", "completed")
    assert books.payable(order.seller) == Money(4315, "EUR")
    assert books.of(Kind.COMMISSION) == Money(375, "EUR")
    books.assert_right()


def test_the_buyer_is_told_at_delivery_three_days_and_one_day_before(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.delivered(ben, lamp)
    doings.let_pass(days=8)
    told = list(
        Notice.objects.filter(to=ben, subject_id=str(order.pk))
        .order_by("id")
        .values_list("kind", flat=True)
    )
    assert told == [
        "order_paid",
        "order_sent",
        "order_delivered",
        "remind_first",
        "remind_last",
        "money_released",
        "order_complete",
    ]


def test_what_is_never_sent_is_refunded_by_itself(
    monday: datetime, ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    doings.let_pass(days=5)
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert order.lines.get().hold.state == "refunded"
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == Money.zero("EUR")
    books.assert_right()


def test_an_unpaid_purchase_frees_the_stock(monday: datetime, ben: User, lamp: Listing) -> None:
    placed = doings.place(ben, lamp, quantity=5)
    assert lamp.variants.get().available == 0
    doings.let_pass(minutes=31)
    assert lamp.variants.get().available == 5
    assert Order.objects.get(checkout=placed).state == "expired"
    books.assert_right()
