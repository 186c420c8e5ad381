"""Paying sellers with Connect: half-way stops, refusals on either half, and what comes back."""

from datetime import timedelta
from typing import Any

import pytest

from escrow import clock, gateways
from escrow.gateways import NotOffered, Status
from escrow.gateways.stripe.gateway import StripeGateway
from escrow.models import Operation
from escrow.money import Money
from sellers.models import Seller
from tests.gateways import asked
from tests.peers.stripe import StripePeer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LAMP = Money(4690, "EUR")


@pytest.fixture
def gateway(stripe: StripePeer) -> StripeGateway:
    return gateways.get("stripe")


@pytest.fixture
def payout(ada: Seller) -> Operation:
    return asked.payout(ada, "stripe", LAMP, "acct_1Ada")


def payouts_of(gateway: StripeGateway) -> list[Money]:
    return [line.amount for line in gateway.report(clock.now().date()) if line.what == "payout"]


def test_while_it_is_under_way_the_report_does_not_speak_of_it(
    gateway: StripeGateway, stripe: StripePeer, payout: Operation
) -> None:
    assert gateway.payout(payout).status == Status.PENDING
    assert payouts_of(gateway) == []
    stripe.deeds.bank_takes(str(payout.pk))
    assert payouts_of(gateway) == [-LAMP]


def test_a_bank_that_refuses_gives_the_money_back_to_us_first(
    gateway: StripeGateway, stripe: StripePeer, ada: Seller
) -> None:
    operation = asked.payout(ada, "stripe", LAMP, "acct_1Fails")
    gateway.payout(operation)
    stripe.deeds.bank_takes(str(operation.pk))
    for _ in range(2):
        answer = gateway.fetch(operation)
        assert (answer.status, answer.code) == (Status.DECLINED, "account_closed")
    assert stripe.deeds.of("transfer", str(operation.pk))["reversed"]
    assert payouts_of(gateway) == []


def test_what_came_back_after_it_was_paid_stays_come_back(
    gateway: StripeGateway, stripe: StripePeer, payout: Operation
) -> None:
    asked.know(payout, paid(gateway, stripe, payout))
    stripe.deeds.bank_returns(str(payout.pk))
    for _ in range(2):
        answer = gateway.fetch(payout)
        assert (answer.status, answer.code) == (Status.RETURNED, "account_closed")
    assert payouts_of(gateway) == [-LAMP, LAMP]
    assert len(stripe.book.all("transfer_reversal")) == 1


def test_if_the_money_cannot_be_taken_back_nothing_is_said(
    gateway: StripeGateway, stripe: StripePeer, ada: Seller
) -> None:
    operation = asked.payout(ada, "stripe", LAMP, "acct_1Fails")
    gateway.payout(operation)
    stripe.deeds.bank_takes(str(operation.pk))
    stripe.book.things["acct_1Fails"]["_balance"] = {}
    with pytest.raises(ConnectionError):
        gateway.fetch(operation)


def test_one_that_stopped_half_way_goes_on_when_it_is_asked_about(
    gateway: StripeGateway, stripe: StripePeer, payout: Operation
) -> None:
    stripe.breaks_before = "/v1/payouts"
    with pytest.raises(ConnectionError):
        gateway.payout(payout)
    stripe.breaks_before = ""
    assert stripe.book.all("payout", "acct_1Ada") == []
    assert gateway.fetch(payout).status == Status.PENDING
    assert len(stripe.book.all("transfer")) == len(stripe.book.all("payout", "acct_1Ada")) == 1


def test_one_that_stopped_half_way_too_long_ago_is_taken_back(
    gateway: StripeGateway, stripe: StripePeer, payout: Operation
) -> None:
    stripe.breaks_before = "/v1/payouts"
    with pytest.raises(ConnectionError):
        gateway.payout(payout)
    stripe.breaks_before = ""
    clock.advance(timedelta(minutes=7))
    assert gateway.fetch(payout).status == Status.UNKNOWN
    clock.advance(timedelta(minutes=4))
    assert gateway.fetch(payout).code == "never_arrived"
    assert stripe.deeds.of("transfer", str(payout.pk))["reversed"]


def test_a_lost_answer_pays_nobody_twice(
    gateway: StripeGateway, stripe: StripePeer, payout: Operation
) -> None:
    for _ in range(3):
        with stripe.losing_answers(), pytest.raises(ConnectionError):
            gateway.payout(payout)
    assert gateway.payout(payout).status == Status.PENDING
    assert len(stripe.book.all("transfer")) == len(stripe.book.all("payout", "acct_1Ada")) == 1


def test_too_little_at_stripe_is_a_clear_no(
    gateway: StripeGateway, stripe: StripePeer, payout: Operation
) -> None:
    stripe.book.available = {"eur": 4689}
    answer = gateway.payout(payout)
    assert (answer.status, answer.code) == (Status.DECLINED, "balance_insufficient")


def test_an_account_that_may_not_pay_out_sends_the_money_back(
    gateway: StripeGateway, stripe: StripePeer, payout: Operation
) -> None:
    stripe.book.things["acct_1Ada"]["payouts_enabled"] = False
    answer = gateway.payout(payout)
    assert (answer.status, answer.code) == (Status.DECLINED, "payouts_not_allowed")
    assert stripe.book.things["acct_1Ada"]["_balance"] == {"eur": 0}


def test_forints_leave_whole_or_not_at_all(gateway: StripeGateway, ada: Seller) -> None:
    operation = asked.payout(ada, "stripe", Money(100_050, "HUF"), "acct_1Ada")
    assert gateway.payout(operation).code == "amount_not_payable"


def test_its_messages_come_from_the_sellers_account_and_lead_to_it(
    gateway: StripeGateway, stripe: StripePeer, payout: Operation
) -> None:
    paid(gateway, stripe, payout)
    told = stripe.book.events[-1]
    assert (told["type"], told["account"]) == ("payout.paid", "acct_1Ada")
    event = gateway.parse_webhook(*stripe.signed(told))
    assert (event.kind, event.operation_id) == ("payout", str(payout.pk))


def test_without_connect_nothing_is_paid_out(
    gateway: StripeGateway, payout: Operation, settings: Any
) -> None:
    settings.STRIPE_CONNECT = False
    assert not gateway.capabilities().pays_out
    with pytest.raises(NotOffered):
        gateway.payout(payout)


def paid(gateway: StripeGateway, peer: StripePeer, payout: Operation) -> Any:
    gateway.payout(payout)
    peer.deeds.bank_takes(str(payout.pk))
    return gateway.fetch(payout)
