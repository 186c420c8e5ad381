"""Refunds through PayPal: each sent once, however often it is asked about."""

from datetime import timedelta

import pytest

from escrow import clock, gateways
from escrow.gateways import Gateway, Status
from escrow.models import Operation
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked
from tests.peers.paypal import PayPal
from tests.peers.server import Response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LAMP = Money(4690, "EUR")


@pytest.fixture
def gateway(paypal: PayPal) -> Gateway:
    return gateways.get("paypal")


@pytest.fixture
def paid(paypal: PayPal, gateway: Gateway, ben: User) -> Operation:
    charge = asked.charge(ben, "paypal", LAMP, {})
    gateway.start(charge)
    paypal.orders.buyer_agrees(charge.pk)
    return asked.know(charge, gateway.fetch(charge))


@pytest.fixture
def refund(paid: Operation) -> Operation:
    return asked.refund(paid, Money(1001, "EUR"))


def unclear(gateway: Gateway, operation: Operation) -> bool:
    try:
        return gateway.refund(operation).status == Status.UNKNOWN
    except OSError:
        return True


def test_a_lost_answer_is_found_days_later_and_nothing_is_sent_twice(
    paypal: PayPal, gateway: Gateway, refund: Operation
) -> None:
    with paypal.losing_answers():
        assert unclear(gateway, refund)
    clock.advance(timedelta(days=20))
    assert gateway.fetch(refund).status == Status.SUCCEEDED
    assert len(paypal.refunds.by_id) == 1


def test_a_lost_call_is_made_good_by_the_question(
    paypal: PayPal, gateway: Gateway, refund: Operation
) -> None:
    """It had left the house, so nobody may say that it never will arrive."""
    with paypal.losing_calls():
        assert unclear(gateway, refund)
    clock.advance(timedelta(hours=1))
    assert gateway.fetch(refund).status == Status.SUCCEEDED
    assert len(paypal.refunds.by_id) == 1


def test_after_paypal_forgot_the_key_nothing_is_sent_again(
    paypal: PayPal, gateway: Gateway, refund: Operation
) -> None:
    with paypal.losing_answers():
        assert unclear(gateway, refund)
    clock.advance(timedelta(days=41))
    assert gateway.fetch(refund).status == Status.UNKNOWN
    assert len(paypal.refunds.by_id) == 1


def test_one_paid_from_a_bank_is_under_way_for_days(
    paypal: PayPal, gateway: Gateway, refund: Operation
) -> None:
    paypal.refunds.waits = True
    assert gateway.refund(refund).status == Status.PENDING
    paypal.refunds.of(refund.pk)["status"] = "COMPLETED"
    answer = gateway.fetch(refund)
    assert (answer.status, answer.amount) == (Status.SUCCEEDED, refund.amount)


def test_one_that_fails_on_its_way_was_never_sent(
    paypal: PayPal, gateway: Gateway, refund: Operation
) -> None:
    paypal.refunds.waits = True
    gateway.refund(refund)
    paypal.refunds.come_back(refund.pk)
    assert (gateway.fetch(refund).status, gateway.fetch(refund).code) == (Status.DECLINED, "failed")


def test_a_refusal_says_why_and_stays_one(
    paypal: PayPal, gateway: Gateway, paid: Operation
) -> None:
    too_much = asked.refund(paid, LAMP + LAMP)
    assert gateway.refund(too_much).code == "REFUND_AMOUNT_EXCEEDED"
    assert gateway.fetch(too_much).code == "REFUND_AMOUNT_EXCEEDED"
    gateway.refund(asked.refund(paid, LAMP))
    one_more = asked.refund(paid, Money(1, "EUR"))
    assert gateway.refund(one_more).code == "CAPTURE_FULLY_REFUNDED"


def test_the_same_key_with_another_body_is_no_answer(
    paypal: PayPal, gateway: Gateway, refund: Operation
) -> None:
    with paypal.losing_answers():
        assert unclear(gateway, refund)
    refund.amount_minor += 1
    assert gateway.fetch(refund).status == Status.UNKNOWN
    assert len(paypal.refunds.by_id) == 1


def test_one_in_yen_has_no_decimals(paypal: PayPal, gateway: Gateway, ben: User) -> None:
    charge = asked.charge(ben, "paypal", Money(1001, "JPY"), {})
    gateway.start(charge)
    paypal.orders.buyer_agrees(charge.pk)
    paid = asked.know(charge, gateway.fetch(charge))
    back = asked.refund(paid, Money(1000, "JPY"))
    assert gateway.refund(back).amount == Money(1000, "JPY")
    assert paypal.refunds.of(back.pk)["amount"]["value"] == "1000"


def test_an_answer_without_an_amount_is_no_yes(
    paypal: PayPal, gateway: Gateway, paid: Operation, refund: Operation
) -> None:
    path = f"/v2/payments/captures/{paid.provider_reference}/refund"
    paypal.instead[path] = Response(201, b'{"id": "1JU08902781691411", "status": "COMPLETED"}')
    assert unclear(gateway, refund)
