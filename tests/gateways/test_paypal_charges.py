"""What is special about paying with PayPal: agreed to there, and taken by us."""

import json
import logging
from datetime import timedelta

import pytest
from django.core.cache import cache
from pytest_django import Settings

from escrow import clock, gateways, inbox
from escrow.gateways import Answer, Gateway, Status
from escrow.gateways.paypal import tokens
from escrow.models import Operation, PaypalCall
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked
from tests.peers.paypal import PayPal
from tests.peers.paypal import peer as door
from tests.peers.server import Response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LAMP = Money(4690, "EUR")
UNDER_WAY = timedelta(minutes=11)


@pytest.fixture
def gateway(paypal: PayPal) -> Gateway:
    return gateways.get("paypal")


@pytest.fixture
def charge(paypal: PayPal, ben: User) -> Operation:
    return asked.charge(ben, "paypal", LAMP, {"return_url": "/checkout/7/return/"})


def posted(paypal: PayPal, ending: str) -> list[str]:
    """The keys of what was sent there."""
    sent = [each for each in paypal.requests if each.method == "POST"]
    return [each.headers["paypal-request-id"] for each in sent if each.path.endswith(ending)]


def unclear(gateway: Gateway, operation: Operation) -> bool:
    try:
        return gateway.fetch(operation).status == Status.UNKNOWN
    except OSError:
        return True


def test_the_order_says_what_is_bought_for_how_much_and_where_to_come_back(
    paypal: PayPal, gateway: Gateway, charge: Operation
) -> None:
    answer = gateway.start(charge)
    (order,) = paypal.orders.of(charge.pk)
    sent = json.loads(next(each for each in paypal.requests if "orders" in each.path).body)
    unit, context = sent["purchase_units"][0], sent["payment_source"]["paypal"]
    assert (unit["custom_id"], unit["invoice_id"]) == (str(charge.pk), str(charge.pk))
    assert unit["amount"] == {"currency_code": "EUR", "value": "46.90"}
    back = "http://127.0.0.1:8000/checkout/7/return/"
    assert context["experience_context"]["return_url"] == back
    assert context["experience_context"]["cancel_url"] == back
    assert (answer.reference, answer.next_url) == (order["id"], order["links"][0]["href"])


@pytest.mark.parametrize(
    ("amount", "value"), [(Money(1001, "JPY"), "1001"), (Money(5, "USD"), "0.05")]
)
def test_each_currency_is_written_as_paypal_wants_it(
    paypal: PayPal, gateway: Gateway, ben: User, amount: Money, value: str
) -> None:
    operation = asked.charge(ben, "paypal", amount, {})
    gateway.start(operation)
    assert paypal.orders.of(operation.pk)[0]["purchase_units"][0]["amount"]["value"] == value


@pytest.mark.parametrize("currency", ["HUF", "TWD", "KWD", "BHD", "BRL", "CLP"])
def test_currencies_that_do_not_fit_are_not_offered(gateway: Gateway, currency: str) -> None:
    assert not gateway.capabilities().takes(currency)


class TestGivenUp:
    """Nobody but us turns an order into money, so one that is given up stays untaken."""

    def ask_in_every_way(self, paypal: PayPal, gateway: Gateway, charge: Operation) -> None:
        for message in paypal.messages * 2:
            inbox.receive("paypal", *message)
        for _ in range(2):
            gateway.fetch(charge)
            gateway.void(charge)
            gateway.start(charge)
            clock.advance(timedelta(hours=1))

    def assert_nothing_was_taken(self, paypal: PayPal, gateway: Gateway, charge: Operation) -> None:
        assert (posted(paypal, "/capture"), paypal.orders.captures) == ([], {})
        assert list(gateway.captures(charge)) == []
        assert gateway.fetch(charge).status == Status.DECLINED

    def test_it_is_never_captured_whatever_comes_in(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        assert gateway.void(charge).code == "abandoned"
        paypal.orders.buyer_agrees(charge.pk)
        self.ask_in_every_way(paypal, gateway, charge)
        self.assert_nothing_was_taken(paypal, gateway, charge)

    def test_agreed_to_first_and_then_given_up(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        paypal.orders.buyer_agrees(charge.pk)
        assert gateway.void(charge).code == "abandoned"
        self.ask_in_every_way(paypal, gateway, charge)
        self.assert_nothing_was_taken(paypal, gateway, charge)

    def test_a_payment_that_expired_is_not_captured_by_a_question(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        charge.the_payment.expire()
        charge.the_payment.save()
        paypal.orders.buyer_agrees(charge.pk)
        self.ask_in_every_way(paypal, gateway, charge)
        self.assert_nothing_was_taken(paypal, gateway, charge)

    def test_a_call_that_was_declined_is_not_captured_by_a_late_message(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        charge.decline("card_declined", clock.now())
        charge.save()
        paypal.orders.buyer_agrees(charge.pk)
        assert gateway.fetch(charge).status == Status.DECLINED
        self.assert_nothing_was_taken(paypal, gateway, charge)

    def test_an_order_whose_answer_never_came_is_nobodys(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        """Its page was shown to nobody; and if it had been, we do not know what to capture."""
        with paypal.losing_answers():
            assert unclear(gateway, charge)
        clock.advance(UNDER_WAY)
        assert gateway.fetch(charge).code == "never_arrived"
        paypal.orders.buyer_agrees(charge.pk)
        self.assert_nothing_was_taken(paypal, gateway, charge)

    def test_while_a_capture_may_be_under_way_nobody_says_no(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        paypal.orders.buyer_agrees(charge.pk)
        PaypalCall.objects.filter(operation=charge).update(capture_sent_at=clock.now())
        assert gateway.void(charge).status == Status.UNKNOWN
        clock.advance(UNDER_WAY)
        assert gateway.void(charge).code == "abandoned"
        self.assert_nothing_was_taken(paypal, gateway, charge)

    def test_what_was_captured_before_is_ours_and_said_so(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        paypal.orders.buyer_agrees(charge.pk)
        with paypal.losing_answers():
            assert unclear(gateway, charge)
        paypal.orders.captures.update(capture_at_peer(paypal, charge))
        assert gateway.void(charge).status == Status.SUCCEEDED


class TestCapturing:
    def agreed(self, paypal: PayPal, gateway: Gateway, charge: Operation, how: str) -> Answer:
        gateway.start(charge)
        paypal.orders.buyer_agrees(charge.pk, how)
        return gateway.fetch(charge)

    def test_a_lost_answer_is_asked_about_and_taken_once(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        paypal.orders.buyer_agrees(charge.pk)
        path = f"/v2/checkout/orders/{paypal.orders.of(charge.pk)[0]['id']}/capture"
        capture_at_peer(paypal, charge)
        paypal.instead[path] = Response(503, b"<html>busy</html>")
        answer = gateway.fetch(charge)
        assert (answer.status, answer.amount) == (Status.SUCCEEDED, LAMP)
        assert len(paypal.orders.captures) == 1

    @pytest.mark.parametrize(
        "nonsense",
        [
            Response(500, b'{"name": "INTERNAL_SERVER_ERROR"}'),
            Response(502, b"<html>"),
            Response(201, b"[]"),
            Response(201, b'{"id": 7}'),
            Response(200, b"{"),
            Response(302, headers={"Location": "http://127.0.0.1:1/"}),
            Response(422, b"{}"),
            Response(409, b'{"name": "RESOURCE_CONFLICT"}'),
            Response(429, b'{"name": "RATE_LIMIT_REACHED"}'),
            Response(
                422,
                b'{"name": "UNPROCESSABLE_ENTITY", "details": [{"issue": "DUPLICATE_INVOICE_ID"}]}',
            ),
        ],
        ids=str,
    )
    def test_what_nobody_understands_is_no_answer(
        self, paypal: PayPal, gateway: Gateway, charge: Operation, nonsense: Response
    ) -> None:
        gateway.start(charge)
        paypal.orders.buyer_agrees(charge.pk)
        path = f"/v2/checkout/orders/{paypal.orders.of(charge.pk)[0]['id']}/capture"
        paypal.instead[path] = nonsense
        assert unclear(gateway, charge)
        del paypal.instead[path]
        assert gateway.fetch(charge).status == Status.SUCCEEDED
        assert len(paypal.orders.captures) == 1

    def test_nobody_leads_us_and_our_token_elsewhere(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        elsewhere = Response(307, headers={"Location": f"{paypal.url}/elsewhere"})
        paypal.instead["/v2/checkout/orders"] = elsewhere
        with pytest.raises(OSError, match="307"):
            gateway.start(charge)
        assert "/elsewhere" not in {each.path for each in paypal.requests}

    def test_a_capture_has_a_key_of_its_own(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        assert self.agreed(paypal, gateway, charge, "pays").status == Status.SUCCEEDED
        (key,) = posted(paypal, "/capture")
        assert key != str(charge.pk)
        assert posted(paypal, "/orders") == [str(charge.pk)]

    def test_a_refused_card_lets_the_buyer_choose_another_way_there(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        answer = self.agreed(paypal, gateway, charge, "instrument_declined")
        assert answer.status == Status.REQUIRES_ACTION
        assert answer.next_url.startswith(f"{paypal.url}/checkoutnow")
        paypal.orders.buyer_agrees(charge.pk, "pays")
        assert gateway.fetch(charge).status == Status.SUCCEEDED
        assert len(set(posted(paypal, "/capture"))) == 2

    def test_after_a_refused_card_it_can_be_given_up_at_once(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        self.agreed(paypal, gateway, charge, "instrument_declined")
        assert gateway.void(charge).code == "abandoned"

    def test_a_refusal_for_good_stays_one(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        assert self.agreed(paypal, gateway, charge, "refused").code == "TRANSACTION_REFUSED"
        paypal.orders.buyer_agrees(charge.pk, "pays")
        assert gateway.fetch(charge).code == "TRANSACTION_REFUSED"
        assert paypal.orders.captures == {}

    def test_an_echeck_takes_days(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        assert self.agreed(paypal, gateway, charge, "echeck").status == Status.PENDING
        clock.advance(timedelta(days=4))
        assert gateway.fetch(charge).status == Status.PENDING
        assert list(gateway.captures(charge)) == []
        (capture,) = paypal.orders.captures.values()
        paypal.orders.clears(capture)
        assert (gateway.fetch(charge).status, gateway.fetch(charge).amount) == (
            Status.SUCCEEDED,
            LAMP,
        )

    def test_an_echeck_that_bounces_is_declined(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        self.agreed(paypal, gateway, charge, "echeck")
        (capture,) = paypal.orders.captures.values()
        paypal.orders.clears(capture, "DECLINED")
        assert (gateway.fetch(charge).status, gateway.fetch(charge).code) == (
            Status.DECLINED,
            "declined",
        )

    def test_the_amount_is_paypals_own(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        """Whoever compares it with what was asked sees the difference."""
        gateway.start(charge)
        (order,) = paypal.orders.of(charge.pk)
        order["purchase_units"][0]["amount"] = {"currency_code": "EUR", "value": "46.89"}
        paypal.orders.buyer_agrees(charge.pk)
        assert gateway.fetch(charge).amount == Money(4689, "EUR")

    def test_an_order_that_paypal_forgot_was_not_paid(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        paypal.orders.forget_what_waits()
        assert gateway.fetch(charge).code == "order_expired"


class TestTokens:
    def asked(self, paypal: PayPal) -> int:
        return len([each for each in paypal.requests if each.path == "/v1/oauth2/token"])

    def test_one_is_kept_for_many_calls(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        gateway.fetch(charge)
        assert self.asked(paypal) == 1

    def test_one_that_paypal_will_not_have_is_renewed_once(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        gateway.start(charge)
        paypal.tokens.clear()
        assert gateway.fetch(charge).status == Status.REQUIRES_ACTION
        assert self.asked(paypal) == 2

    def test_one_that_is_never_accepted_is_no_answer(
        self, paypal: PayPal, gateway: Gateway, charge: Operation
    ) -> None:
        paypal.instead["/v2/checkout/orders"] = Response(401, b'{"name": "AUTHENTICATION_FAILURE"}')
        with pytest.raises(OSError, match="401"):
            gateway.start(charge)
        assert self.asked(paypal) == 2

    def test_a_wrong_secret_is_no_answer_either(
        self, paypal: PayPal, gateway: Gateway, charge: Operation, settings: Settings
    ) -> None:
        settings.PAYPAL_CLIENT_SECRET = "wrong"
        with pytest.raises(OSError, match="401"):
            gateway.start(charge)

    def test_no_secret_stands_in_a_log_or_an_error(
        self,
        paypal: PayPal,
        gateway: Gateway,
        charge: Operation,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        gateway.start(charge)
        token = str(cache.get(tokens._key()))
        paypal.instead["/v2/checkout/orders"] = Response(500)
        other = asked.charge(charge.the_payment.buyer, "paypal", LAMP, {})
        with pytest.raises(OSError, match="500") as broken:
            gateway.start(other)
        said = caplog.text + repr(broken.value) + str(broken.getrepr())
        assert token.startswith("A21AA")
        assert not [word for word in (token, door.SECRET) if word in said]


def capture_at_peer(paypal: PayPal, charge: Operation) -> dict[str, object]:
    """PayPal has captured, and we have not heard of it."""
    (order,) = paypal.orders.of(charge.pk)
    if order["status"] == "APPROVED":
        paypal.orders._take(order, "COMPLETED")
    return dict(paypal.orders.captures)
