"""Sending in parts, cancelling, and what carriers report late, twice or wrongly."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail

from escrow import clock
from escrow.chart import Kind
from escrow.models import Notice
from escrow.money import Money
from marketplace import fulfilment, notices, receipt, tracking
from marketplace.models import Category, Listing, Order, User
from sellers.models import PerformanceFact, Seller
from tests import books, doings, factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def two(ben: User, ada: Seller, lamp: Listing, lamps: Category) -> Order:
    """An order of two lines."""
    shade = factories.listing(ada, lamps, "Linen shade", price_minor=1500)
    return doings.buy(ben, lamp, shade)


def facts(kind: str) -> int:
    return PerformanceFact.objects.filter(kind=kind).count()


def test_what_is_left_unsent_is_refunded_and_the_rest_goes_on(two: Order) -> None:
    first, second = two.lines.all()
    shipment = doings.send(two, lines=[first.pk])
    two.refresh_from_db()
    assert two.state == "partially_shipped"
    doings.let_pass(days=5)
    two.refresh_from_db()
    second.hold.refresh_from_db()
    assert (two.state, second.hold.state) == ("shipped", "refunded")
    doings.arrive(shipment)
    doings.let_pass(days=8)
    two.refresh_from_db()
    assert two.state == "completed"
    assert facts("not_dispatched") == 1
    books.assert_right()


def test_confirming_releases_only_what_was_sent(two: Order, ben: User) -> None:
    first, second = two.lines.all()
    doings.send(two, lines=[first.pk])
    receipt.confirm_receipt(two.number, by=ben)
    first.hold.refresh_from_db()
    second.hold.refresh_from_db()
    assert (first.hold.state, second.hold.state) == ("released", "held")
    books.assert_right()


def test_an_order_confirmed_in_part_is_complete_once_the_rest_is_refunded(
    two: Order, ben: User
) -> None:
    first, _ = two.lines.all()
    doings.send(two, lines=[first.pk])
    receipt.confirm_receipt(two.number, by=ben)
    doings.let_pass(days=6)
    two.refresh_from_db()
    assert two.state == "completed"
    books.assert_right()


def test_an_order_arrived_in_part_is_delivered_once_the_rest_is_refunded(two: Order) -> None:
    first, _ = two.lines.all()
    doings.arrive(doings.send(two, lines=[first.pk]))
    doings.let_pass(days=6)
    two.refresh_from_db()
    assert two.state == "delivered"


def test_a_buyer_who_confirmed_early_is_not_told_that_money_will_move(
    ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    shipment = doings.send(order)
    receipt.confirm_receipt(order.number, by=ben)
    doings.arrive(shipment)
    assert not Notice.objects.filter(kind="order_delivered").exists()
    books.assert_right()


def test_each_parcel_starts_the_clock_of_its_own_lines(two: Order) -> None:
    first, second = two.lines.all()
    doings.arrive(doings.send(two, lines=[first.pk]))
    later = doings.send(two, lines=[second.pk])
    clock.advance(timedelta(days=2))
    doings.arrive(later)
    for line in (first, second):
        line.hold.refresh_from_db()
    assert second.hold.release_at - first.hold.release_at == timedelta(days=2)


def test_a_cancelled_order_is_refunded_in_full_and_counts_against_the_seller(
    two: Order, ada: Seller
) -> None:
    fulfilment.cancel_by_seller(two.number, by=ada.user)
    doings.let_pass(days=1)
    two.refresh_from_db()
    assert two.state == "cancelled"
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == Money.zero("EUR")
    assert facts("cancelled_by_seller") == 1
    books.assert_right()


def test_a_late_scan_never_undoes_a_delivery(ben: User, lamp: Listing) -> None:
    shipment = doings.send(doings.buy(ben, lamp))
    doings.arrive(shipment)
    at = clock.now() - timedelta(hours=3)
    assert tracking.record_scan(shipment.pk, kind="in_transit", at=at, key="late")
    assert not tracking.record_scan(shipment.pk, kind="in_transit", at=at, key="late")
    shipment.refresh_from_db()
    assert shipment.state == "delivered"


def test_the_sellers_word_alone_starts_no_clock_before_the_promised_day(
    ben: User, lamp: Listing
) -> None:
    order = doings.buy(ben, lamp)
    doings.arrive(doings.send(order), grade="D")
    order.refresh_from_db()
    hold = order.lines.get().hold
    assert hold.release_at == order.promised_by + timedelta(days=14)
    assert order.claim_until == order.promised_by + timedelta(days=30)


@pytest.mark.parametrize(("level", "days"), [("new", 14), ("standard", 7), ("trusted", 3)])
def test_the_sellers_level_when_it_was_paid_decides_how_long_money_is_held(
    ben: User, ada: Seller, lamp: Listing, level: str, days: int
) -> None:
    Seller.objects.filter(pk=ada.pk).update(level=level)
    order = doings.buy(ben, lamp)
    Seller.objects.filter(pk=ada.pk).update(level="standard")
    doings.arrive(doings.send(order))
    assert order.lines.get().hold.release_at == clock.now() + timedelta(days=days)


def test_a_large_order_is_held_as_carefully_as_a_new_sellers(
    ben: User, ada: Seller, lamps: Category
) -> None:
    dear = factories.listing(ada, lamps, "Chandelier", price_minor=60_000)
    order = doings.buy(ben, dear)
    assert order.hold_tier == "hold_careful"


def test_the_seller_sends_within_working_days_less_holidays(ada: Seller) -> None:
    friday = datetime(2026, 3, 6, 15, 0, tzinfo=clock.now().tzinfo)
    assert ada.ship_by(friday).date().isoformat() == "2026-03-10"
    ada.holidays = ["2026-03-09"]
    assert ada.ship_by(friday).date().isoformat() == "2026-03-11"


def test_a_new_sellers_reserve_is_kept_back(ben: User, cleo: Seller, bowl: Listing) -> None:
    order = doings.delivered(ben, bowl)
    receipt.confirm_receipt(order.number, by=ben)
    gross = Money(2550 + 490, "EUR")
    net = gross - gross.share(800)
    reserve = net.share(1000)
    assert books.payable(cleo) == net - reserve
    assert books.of(Kind.SELLER_RESERVE, owner=f"seller:{cleo.pk}") == reserve
    books.assert_right()


def test_every_notice_is_sent_once_in_words(ben: User, lamp: Listing) -> None:
    order = doings.delivered(ben, lamp)
    doings.complain(order)
    doings.let_pass(days=4)
    written = Notice.objects.count()
    assert notices.send_waiting() == written
    assert notices.send_waiting() == 0
    assert len(mail.outbox) == written
    arrived = next(letter for letter in mail.outbox if "has arrived" in letter.subject)
    assert arrived.to == [ben.email]
    assert "13 Mar" in arrived.body or "Mar 13" in arrived.body
    assert order.get_absolute_url() in arrived.body


def test_every_kind_of_notice_has_its_words() -> None:
    root = Path(settings.BASE_DIR)
    code = "".join(
        p.read_text() for app in ("marketplace", "disputes") for p in (root / app).glob("*.py")
    )
    kinds = set(re.findall(r'announce\(\s*(?:\[[^\]]*\]|[\w.]+),\s*"(\w+)"', code))
    kinds |= {f"refunded_{reason}" for reason in ("not_dispatched", "cancelled", "presumed_lost")}
    kinds |= {"remind_first", "remind_last"}
    words = {path.stem for path in (root / "templates" / "emails").glob("*.txt")}
    assert kinds <= words, kinds - words
