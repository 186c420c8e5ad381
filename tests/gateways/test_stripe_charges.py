"""Buying with Stripe: its page, its declines, money that takes days, and amounts it cannot have."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest

from escrow import clock, gateways, operations
from escrow.currencies import EXPONENTS
from escrow.gateways import Status
from escrow.gateways.stripe import amounts
from escrow.gateways.stripe.gateway import StripeGateway
from escrow.gateways.stripe.methods import offered
from escrow.models import Operation
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked
from tests.peers.stripe import StripePeer
from tests.peers.stripe.deeds import ASKS, DECLINED, GOOD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LAMP = Money(4690, "EUR")


@pytest.fixture
def gateway(stripe: StripePeer) -> StripeGateway:
    return gateways.get("stripe")


@pytest.fixture
def charge(ben: User) -> Operation:
    return asked.charge(ben, "stripe", LAMP, {"return_url": "/checkout/1/return/"})


def with_method(charge: Operation, method: str, amount: Money = LAMP) -> Operation:
    charge.the_payment.method = method
    charge.amount_minor, charge.currency = amount.minor, amount.currency
    return charge


def sent(peer: StripePeer, number: int = 0) -> dict[str, list[str]]:
    return parse_qs(peer.requests[number].body.decode())


class TestThePage:
    def test_it_is_asked_for_with_our_key_and_the_exact_amount(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        answer = gateway.start(charge)
        form, key = sent(stripe), [str(charge.pk)]
        assert answer.next_url.startswith("https://checkout.stripe.com/")
        assert form["client_reference_id"] == form["metadata[operation]"] == key
        assert form["payment_intent_data[metadata][operation]"] == key
        assert stripe.requests[0].headers["idempotency-key"] == str(charge.pk)
        assert form["line_items[0][price_data][unit_amount]"] == ["4690"]
        assert form["success_url"] == ["http://127.0.0.1:8000/checkout/1/return/"]

    def test_no_other_currency_is_offered_to_the_buyer(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        gateway.start(charge)
        assert sent(stripe)["adaptive_pricing[enabled]"] == ["false"]

    def test_a_declined_card_leaves_it_open_for_another(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        page = gateway.start(charge)
        stripe.deeds.pay(page.reference, DECLINED)
        assert gateway.fetch(charge) == page
        stripe.deeds.pay(page.reference, GOOD)
        answer = gateway.fetch(charge)
        assert (answer.status, answer.amount) == (Status.SUCCEEDED, LAMP)
        assert answer.instrument == "visa ··4242"

    def test_a_failed_challenge_is_no_end_but_time_is(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        page = gateway.start(charge)
        stripe.deeds.pay(page.reference, ASKS)
        stripe.deeds.answer_challenge(page.reference, passed=False)
        assert gateway.fetch(charge).status == Status.REQUIRES_ACTION
        clock.advance(timedelta(minutes=41))
        answer = gateway.fetch(charge)
        assert (answer.status, answer.code) == (Status.DECLINED, "authentication_failed")

    def test_nobody_came_and_the_time_is_over(
        self, gateway: StripeGateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        clock.advance(timedelta(minutes=41))
        assert gateway.fetch(charge).code == "abandoned"

    def test_it_is_found_without_its_reference_among_hundreds(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        gateway.start(charge)
        own = stripe.deeds.of("checkout.session", str(charge.pk))
        for _ in range(230):
            stripe.book.write("cs_test", **{k: v for k, v in own.items() if k != "id"} | FOREIGN)
        assert gateway.fetch(charge).reference == own["id"]

    def test_paid_in_the_instant_it_is_closed_stays_paid(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        page = gateway.start(charge)
        stripe.deeds.pay(page.reference)
        assert gateway.void(charge).status == Status.SUCCEEDED


FOREIGN = {"noun": "checkout.session", "client_reference_id": "somebody else", "object": ""}


class TestMoneyThatTakesDays:
    @pytest.fixture(autouse=True)
    def ways(self, settings: Any) -> None:
        settings.STRIPE_METHODS = ["card", "sepa_debit", "boleto"]

    def test_a_debit_is_pending_and_comes(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        page = gateway.start(with_method(charge, "sepa_debit"))
        assert sent(stripe)["allowed_payment_method_types[0]"] == ["sepa_debit"]
        stripe.deeds.pay(page.reference, way="sepa_debit")
        assert gateway.fetch(charge).status == Status.PENDING
        assert gateway.void(charge).status == Status.PENDING
        stripe.deeds.money_comes(page.reference)
        answer = gateway.fetch(charge)
        assert (answer.status, answer.instrument) == (Status.SUCCEEDED, "sepa_debit")

    def test_a_debit_that_fails_is_declined(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        page = gateway.start(with_method(charge, "sepa_debit"))
        stripe.deeds.pay(page.reference, way="sepa_debit")
        stripe.deeds.money_comes(page.reference, comes=False)
        assert gateway.fetch(charge).status == Status.DECLINED

    def test_a_voucher_can_be_read_again_and_is_worthless_once_voided(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        page = gateway.start(with_method(charge, "boleto", Money(9900, "BRL")))
        stripe.deeds.pay(page.reference, way="boleto")
        answer = gateway.fetch(charge)
        assert (answer.status, "voucher" in answer.next_url) == (Status.PENDING, True)
        assert gateway.void(charge).status == Status.DECLINED
        stripe.deeds.money_comes(page.reference)
        assert gateway.fetch(charge).status == Status.DECLINED

    def test_a_way_that_does_not_fit_the_currency_is_refused_in_words(
        self, gateway: StripeGateway, charge: Operation
    ) -> None:
        answer = gateway.start(with_method(charge, "boleto"))
        assert (answer.status, bool(answer.code)) == (Status.DECLINED, True)


class TestWaysToPay:
    def test_what_the_table_knows_has_its_limits_and_what_it_does_not_has_none(self) -> None:
        ideal, new = offered(["ideal", "money_by_pigeon"])
        assert (ideal.is_for("EUR", "NL"), ideal.is_for("EUR", "DE")) == (True, False)
        assert (new.title, new.is_for("JPY", "JP")) == ("Money by pigeon", True)

    def test_wechat_says_that_it_is_on_the_web(
        self, gateway: StripeGateway, charge: Operation
    ) -> None:
        answer = gateway.start(with_method(charge, "wechat_pay"))
        assert answer.status == Status.REQUIRES_ACTION


class TestAmounts:
    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [
            (Money(4690, "EUR"), 4690),
            (Money(1001, "JPY"), 1001),
            (Money(500, "ISK"), 50000),
            (Money(500, "UGX"), 50000),
            (Money(12300, "MGA"), 123),
            (Money(1230, "KWD"), 1230),
        ],
        ids=str,
    )
    def test_they_are_counted_as_stripe_counts(self, ours: Money, theirs: int) -> None:
        assert amounts.to_stripe(ours) == theirs
        assert amounts.from_stripe(theirs, ours.currency.lower()) == ours

    @pytest.mark.parametrize("ours", [Money(1231, "KWD"), Money(12345, "MGA")], ids=str)
    def test_what_stripe_does_not_have_is_refused_before_it_is_asked(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation, ours: Money
    ) -> None:
        answer = gateway.start(with_method(charge, "", ours))
        assert (answer.status, answer.code) == (Status.DECLINED, "amount_not_payable")
        assert stripe.requests == []

    def test_every_currency_goes_there_and_back(self) -> None:
        for currency in EXPONENTS:
            amount = Money(123_000, currency)
            assert amounts.from_stripe(amounts.to_stripe(amount), currency.lower()) == amount

    def test_currencies_without_their_smallest_coin_are_not_taken_unless_named(
        self, gateway: StripeGateway, settings: Any
    ) -> None:
        assert not gateway.capabilities().takes("KWD")
        settings.STRIPE_CURRENCIES = ["KWD"]
        assert gateway.capabilities().takes("KWD")
        assert not gateway.capabilities().takes("EUR")


class TestALineThatBreaks:
    @pytest.mark.parametrize("status", [500, 503, 429, 401, 403, 409])
    def test_trouble_at_stripe_is_no_no(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation, status: int
    ) -> None:
        stripe.fails_with = status
        for call in (gateway.start, gateway.fetch, gateway.void):
            with pytest.raises(ConnectionError):
                call(charge)
        assert operations._guarded(lambda: gateway.start(charge)).status == Status.UNKNOWN

    @pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"object": "x"}'])
    def test_an_answer_that_nobody_understands_is_no_answer(
        self,
        gateway: StripeGateway,
        stripe: StripePeer,
        charge: Operation,
        body: bytes,
    ) -> None:
        stripe.says_instead = body
        with pytest.raises(ConnectionError):
            gateway.start(charge)

    def test_a_redirect_is_not_followed(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        stripe.sends_to = f"{stripe.url}/v1/checkout/sessions"
        with pytest.raises(ConnectionError):
            gateway.start(charge)
        assert len(stripe.requests) == 1

    def test_a_lost_call_is_not_said_to_be_lost_before_it_can_arrive_no_more(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        clock.advance(timedelta(minutes=9))
        assert gateway.fetch(charge).status == Status.UNKNOWN
        assert gateway.start(charge).status == Status.UNKNOWN
        clock.advance(timedelta(minutes=1))
        assert gateway.fetch(charge).code == "never_arrived"
        assert not [each for each in stripe.requests if each.method == "POST"]

    def test_a_page_that_was_lost_sight_of_is_the_same_page_when_asked_again(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        with stripe.losing_answers(), pytest.raises(ConnectionError):
            gateway.start(charge)
        first = gateway.start(charge)
        assert gateway.fetch(charge) == first
        assert len(stripe.book.all("checkout.session")) == 1

    def test_no_log_line_holds_the_key(
        self,
        gateway: StripeGateway,
        stripe: StripePeer,
        charge: Operation,
        settings: Any,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        settings.STRIPE_SECRET_KEY = "sk_test_wrong_and_secret"
        answer = operations._guarded(lambda: gateway.start(charge))
        assert answer.status == Status.UNKNOWN
        assert "wrong_and_secret" not in caplog.text + repr(gateway)
