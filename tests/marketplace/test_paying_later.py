"""Vouchers and other slow money: the things are kept for days, and nobody pays for nothing."""

from datetime import timedelta

import pytest
from django.test import Client

from escrow import clock, deadlines, inbox, operations
from escrow.chart import Kind
from escrow.gateways.sandbox import provider
from escrow.models import Notice, Operation, Payment, SandboxCharge
from escrow.money import Money
from marketplace import notices, paying, unpaid
from marketplace.models import Checkout, Listing, Order, User
from tests import books, doings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def placed(ben: User, lamp: Listing) -> Checkout:
    """Ben stands on the provider's page."""
    placed = doings.place(ben, lamp)
    paying.pay(placed, by=ben, details={"return_url": "/"})
    return placed


@pytest.fixture
def voucher(placed: Checkout) -> SandboxCharge:
    """He has chosen to pay at a counter, and the provider has told us."""
    charge = provider.print_voucher(SandboxCharge.objects.get())
    inbox.process()
    placed.refresh_from_db()
    return charge


def state() -> str:
    return Order.objects.get().state


def test_the_things_are_kept_for_three_days(placed: Checkout, voucher: SandboxCharge) -> None:
    assert placed.pay_by == placed.placed_at + timedelta(hours=72)
    doings.let_pass(hours=70)
    assert state() == "pending_payment"
    provider.pay_voucher(voucher)
    inbox.process()
    assert state() == "paid"
    books.assert_right()


def test_it_counts_from_the_purchase_and_once(placed: Checkout, voucher: SandboxCharge) -> None:
    clock.advance(timedelta(hours=5))
    paying.refresh(placed)
    placed.refresh_from_db()
    assert placed.pay_by == placed.placed_at + timedelta(hours=72)
    assert Notice.objects.filter(kind="payment_awaited").count() == 1


def test_nobody_pays_and_the_voucher_is_refused_from_then_on(
    placed: Checkout, voucher: SandboxCharge
) -> None:
    doings.let_pass(hours=71, minutes=50)
    clock.advance(timedelta(minutes=15))
    deadlines.sweep()
    assert state() == "expired"
    operations.ask_about_unanswered()
    assert Operation.objects.get().state == "declined"
    assert provider.pay_voucher(voucher).state == "declined"
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == Money.zero("EUR")
    books.assert_right()


@pytest.mark.parametrize("how", ["left", "expired"])
def test_a_page_left_open_at_the_provider_takes_no_money_any_more(
    placed: Checkout, ben: User, how: str
) -> None:
    if how == "left":
        unpaid.leave(placed.pk, by=ben)
    else:
        clock.advance(timedelta(minutes=31))
        deadlines.sweep()
    operations.ask_about_unanswered()
    provider.pay(SandboxCharge.objects.get(), "4242424242424242")
    inbox.process()
    assert (Operation.objects.get().state, Payment.objects.get().captured_minor) == ("declined", 0)


def test_money_taken_before_the_end_was_heard_of_goes_back(placed: Checkout, ben: User) -> None:
    provider.pay(SandboxCharge.objects.get(), "4242424242424242")
    unpaid.leave(placed.pk, by=ben)
    operations.ask_about_unanswered()
    operations.run_waiting()
    assert books.of(Kind.PSP_CLEARING, owner="sandbox") == Money.zero("EUR")
    assert Payment.objects.get().refunds.get().state == "succeeded"
    books.assert_right()


def test_the_page_says_until_when_and_how_to_pay(
    client: Client, placed: Checkout, voucher: SandboxCharge, ben: User
) -> None:
    client.force_login(ben)
    page = client.get(f"/checkout/{placed.pk}/return/").content.decode()
    assert "We wait for your money" in page
    assert "Thu 5 Mar" in page
    assert f"/sandbox/pay/{voucher.operation_key}/" in page


def test_the_mail_says_until_when(voucher: SandboxCharge) -> None:
    subject, body = notices.worded(Notice.objects.get(kind="payment_awaited"))
    assert subject.startswith("Your things are kept until Thu")
    assert "What comes later goes back to you" in body
