"""Stripe's report: fees, what goes to our bank, days, pages, and money changed into another."""

from datetime import timedelta

import pytest

from escrow import clock, gateways
from escrow.gateways.stripe.gateway import StripeGateway
from escrow.models import Operation
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked
from tests.peers.stripe import StripePeer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LAMP = Money(4690, "EUR")


@pytest.fixture
def gateway(stripe: StripePeer) -> StripeGateway:
    return gateways.get("stripe")


def buy(gateway: StripeGateway, peer: StripePeer, ben: User, amount: Money = LAMP) -> Operation:
    charge = asked.charge(ben, "stripe", amount, {})
    peer.deeds.pay(gateway.start(charge).reference)
    return asked.know(charge, gateway.fetch(charge))


def told(gateway: StripeGateway) -> list[tuple[str, Money]]:
    return [(line.what, line.amount) for line in gateway.report(clock.now().date())]


def test_what_stripe_keeps_is_a_line_of_its_own(
    gateway: StripeGateway, stripe: StripePeer, ben: User
) -> None:
    stripe.book.fee_bps, stripe.book.fee_each, stripe.book.dispute_fee = 150, 25, 2000
    paid = buy(gateway, stripe, ben)
    stripe.deeds.go_to_bank(str(paid.pk))
    fee, stands_for = Money(-95, "EUR"), Money(-2000, "EUR")
    assert told(gateway) == [
        ("charge", LAMP),
        ("fee", fee),
        ("chargeback", -LAMP),
        ("fee", stands_for),
    ]
    references = [line.reference for line in gateway.report(clock.now().date())]
    assert len(set(references)) == 4


def test_what_goes_to_our_bank_is_a_settlement(
    gateway: StripeGateway, stripe: StripePeer, ben: User
) -> None:
    buy(gateway, stripe, ben)
    stripe.deeds.settle_to_our_bank(4000)
    assert told(gateway)[1] == ("settlement", Money(-4000, "EUR"))


def test_what_has_no_name_is_left_for_people_to_look_into(
    gateway: StripeGateway, stripe: StripePeer
) -> None:
    stripe.book.move("reserved_funds", "", -100, "eur")["source"] = None
    assert told(gateway) == [("reserved_fun", Money(-100, "EUR"))]


def test_money_that_stripe_changed_shows_as_what_it_became(
    gateway: StripeGateway, stripe: StripePeer, ben: User
) -> None:
    stripe.book.settles_in, stripe.book.exchange_rate = "eur", 0.9
    buy(gateway, stripe, ben, Money(1000, "USD"))
    assert told(gateway) == [("charge", Money(900, "EUR"))]


def test_a_day_of_many_pages_is_whole_and_in_order(
    gateway: StripeGateway, stripe: StripePeer, ben: User
) -> None:
    first = buy(gateway, stripe, ben)
    for _ in range(250):
        stripe.book.move("topup", first.provider_reference, 1, "eur")
    lines = list(gateway.report(clock.now().date()))
    assert len(lines) == 251
    assert (lines[0].what, lines[0].about) == ("charge", first.provider_reference)


def test_a_day_ends_at_midnight_in_utc(
    gateway: StripeGateway, stripe: StripePeer, ben: User
) -> None:
    clock.advance(timedelta(hours=14, minutes=59, seconds=59))
    buy(gateway, stripe, ben)
    day = clock.now().date()
    clock.advance(timedelta(seconds=1))
    buy(gateway, stripe, ben, Money(100, "EUR"))
    assert [line.amount for line in gateway.report(day)] == [LAMP]
    assert told(gateway) == [("charge", Money(100, "EUR"))]
