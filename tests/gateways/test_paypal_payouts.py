"""Payouts through PayPal: what becomes of one, and that a lost answer pays nobody twice."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from escrow import clock, gateways
from escrow.gateways import Gateway, NotOffered, Status
from escrow.models import Operation
from escrow.money import Money
from sellers.models import Seller
from tests.gateways import asked
from tests.peers.paypal import PayPal
from tests.peers.server import Response

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
EARNED = Money(4690, "EUR")
PATH = "/v1/payments/payouts"


@pytest.fixture
def gateway(paypal: PayPal) -> Gateway:
    return gateways.get("paypal")


@pytest.fixture
def payout(ada: Seller) -> Operation:
    return asked.payout(ada, "paypal", EARNED, "ada@example.com")


def unclear(gateway: Gateway, operation: Operation) -> bool:
    try:
        return gateway.payout(operation).status == Status.UNKNOWN
    except OSError:
        return True


def test_a_lost_answer_is_found_by_the_batch_that_paypal_names(
    paypal: PayPal, gateway: Gateway, payout: Operation
) -> None:
    with paypal.losing_answers():
        assert unclear(gateway, payout)
    paypal.done.clear()
    clock.advance(timedelta(days=3))
    assert gateway.fetch(payout).status == Status.PENDING
    paypal.payouts.go_on(payout.pk, "SUCCESS")
    assert gateway.fetch(payout).status == Status.SUCCEEDED
    assert len(paypal.payouts.by_id) == 1


def test_a_lost_call_is_made_good_by_the_question(
    paypal: PayPal, gateway: Gateway, payout: Operation
) -> None:
    with paypal.losing_calls():
        assert unclear(gateway, payout)
    clock.advance(timedelta(days=1))
    assert gateway.fetch(payout).status == Status.PENDING
    assert len(paypal.payouts.by_id) == 1


def test_after_paypal_forgot_the_batch_nothing_is_sent_again(
    paypal: PayPal, gateway: Gateway, payout: Operation
) -> None:
    with paypal.losing_answers():
        assert unclear(gateway, payout)
    clock.advance(timedelta(days=31))
    assert gateway.fetch(payout).status == Status.UNKNOWN
    assert len(paypal.payouts.by_id) == 1


def test_a_duplicate_that_paypal_does_not_name_is_no_answer(
    paypal: PayPal, gateway: Gateway, payout: Operation
) -> None:
    said = (
        b'{"name": "USER_BUSINESS_ERROR", "details": '
        b'[{"field": "SENDER_BATCH_ID", "issue": "Duplicate batch request"}]}'
    )
    paypal.instead[PATH] = Response(400, said)
    assert unclear(gateway, payout)
    del paypal.instead[PATH]
    assert gateway.fetch(payout).status == Status.PENDING


def test_money_that_is_not_there_is_a_no(
    paypal: PayPal, gateway: Gateway, payout: Operation
) -> None:
    paypal.instead[PATH] = Response(422, b'{"name": "INSUFFICIENT_FUNDS", "message": "No."}')
    answer = gateway.payout(payout)
    assert (answer.status, answer.code) == (Status.DECLINED, "INSUFFICIENT_FUNDS")
    del paypal.instead[PATH]
    assert gateway.fetch(payout).code == "INSUFFICIENT_FUNDS"
    assert paypal.payouts.by_id == {}


@pytest.mark.parametrize(
    ("path", "status", "moved"),
    [
        (["SUCCESS"], Status.SUCCEEDED, [-4690]),
        (["UNCLAIMED"], Status.PENDING, [-4690]),
        (["UNCLAIMED", "SUCCESS"], Status.SUCCEEDED, [-4690]),
        (["UNCLAIMED", "RETURNED"], Status.RETURNED, [-4690, 4690]),
        (["SUCCESS", "REFUNDED"], Status.RETURNED, [-4690, 4690]),
        (["SUCCESS", "REVERSED"], Status.RETURNED, [-4690, 4690]),
        (["ONHOLD"], Status.PENDING, []),
        (["FAILED"], Status.DECLINED, []),
        (["BLOCKED"], Status.DECLINED, []),
        (["SOMETHING_NEW"], Status.UNKNOWN, []),
    ],
    ids=str,
)
def test_what_becomes_of_one(
    paypal: PayPal,
    gateway: Gateway,
    payout: Operation,
    path: list[str],
    status: Status,
    moved: list[int],
) -> None:
    gateway.payout(payout)
    for each in path:
        paypal.payouts.go_on(payout.pk, each)
    answer = gateway.fetch(payout)
    assert answer.status == status
    assert bool(answer.code) == (status in (Status.DECLINED, Status.RETURNED))
    assert [line.amount.minor for line in gateway.report(clock.now().date())] == moved


def test_a_batch_without_items_is_read_by_itself(
    paypal: PayPal, gateway: Gateway, payout: Operation
) -> None:
    gateway.payout(payout)
    (batch,) = paypal.payouts.by_id.values()
    batch["items"] = []
    assert gateway.fetch(payout).status == Status.PENDING
    batch["batch_header"]["batch_status"] = "DENIED"
    assert (gateway.fetch(payout).status, gateway.fetch(payout).code) == (Status.DECLINED, "denied")


@pytest.mark.parametrize(
    ("account", "kind"), [("ada@example.com", "EMAIL"), ("9A7BVE3T2R5YS", "PAYPAL_ID")]
)
def test_an_account_is_an_address_or_an_id(
    paypal: PayPal, gateway: Gateway, ada: Seller, account: str, kind: str
) -> None:
    operation = asked.payout(ada, "paypal", EARNED, account)
    gateway.payout(operation)
    assert paypal.payouts.of(operation.pk)["payout_item"]["recipient_type"] == kind


def test_where_paypal_has_not_allowed_it_nothing_is_paid_out(
    paypal: PayPal, gateway: Gateway, payout: Operation, settings: Settings
) -> None:
    settings.PAYPAL_PAYS_OUT = False
    assert not gateway.capabilities().pays_out
    with pytest.raises(NotOffered):
        gateway.payout(payout)
