"""Disputes at PayPal in the words of the protocol, and our side of them."""

from datetime import timedelta
from typing import Any

import pytest
from requests.exceptions import ConnectionError

from escrow import clock, gateways
from escrow.gateways import BankState, Gateway, Status
from escrow.gateways.paypal import evidence
from escrow.models import Operation
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked
from tests.peers.paypal import PayPal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LAMP = Money(4690, "EUR")
PACK = {
    "reason": "product_not_received",
    "orders": [
        {
            "number": "HF-1",
            "sold": [{"title": "Лампа ☕", "quantity": 1}],
            "parcels": [{"carrier": "Kelp Post", "tracking_number": "KP1", "scans": []}],
        }
    ],
    "words": "It was delivered.",
}


@pytest.fixture
def gateway(paypal: PayPal) -> Gateway:
    return gateways.get("paypal")


@pytest.fixture
def paid(paypal: PayPal, gateway: Gateway, ben: User) -> Operation:
    charge = asked.charge(ben, "paypal", LAMP, {})
    gateway.start(charge)
    paypal.orders.buyer_agrees(charge.pk)
    return asked.know(charge, gateway.fetch(charge))


def moved(gateway: Gateway) -> list[tuple[str, int]]:
    lines = list(gateway.report(clock.now().date()))
    return [(line.about, line.amount.minor) for line in lines if line.what == "chargeback"]


def test_an_inquiry_is_a_warning_and_moves_nothing(
    paypal: PayPal, gateway: Gateway, paid: Operation
) -> None:
    reference = paypal.disputes.open(paid.pk, stage="INQUIRY", channel="INTERNAL")
    case = gateway.bank_case(reference)
    assert (case.state, case.reason) == (BankState.WARNING, "product_not_received")
    assert (case.was_taken, case.operation_id) == (False, str(paid.pk))
    assert case.respond_by == clock.now() + timedelta(days=10)
    paypal.disputes.decide(reference, won=True)
    decided = gateway.bank_case(reference)
    assert (decided.state, decided.has_moved_money, moved(gateway)) == (BankState.WON, False, [])


def test_an_inquiry_that_becomes_a_claim_takes_the_money(
    paypal: PayPal, gateway: Gateway, paid: Operation
) -> None:
    reference = paypal.disputes.open(paid.pk, stage="INQUIRY", channel="INTERNAL")
    paypal.disputes.escalate(reference)
    case = gateway.bank_case(reference)
    assert (case.state, case.amount, case.was_taken) == (BankState.TAKEN, LAMP, True)
    assert moved(gateway) == [(reference, -4690)]


@pytest.mark.parametrize("channel", ["INTERNAL", "EXTERNAL"])
@pytest.mark.parametrize("won", [True, False])
def test_the_report_tells_each_movement_once_whoever_decides(
    paypal: PayPal, gateway: Gateway, paid: Operation, channel: str, won: bool
) -> None:
    """PayPal first holds and then takes; to our books that is one taking."""
    reference = paypal.disputes.open(paid.pk, channel=channel)
    day = clock.now().date()
    clock.advance(timedelta(days=1))
    paypal.disputes.decide(reference, won=won)
    case = gateway.bank_case(reference)
    assert (case.state, case.was_taken) == (BankState.WON if won else BankState.LOST, True)
    before = [line.amount.minor for line in gateway.report(day) if line.what == "chargeback"]
    assert before == [-4690]
    assert moved(gateway) == ([(reference, 4690)] if won else [])


@pytest.mark.parametrize(
    ("said", "state", "taken"),
    [
        ({"status": "RESOLVED", "outcome": "CANCELED_BY_BUYER"}, BankState.WON, True),
        ({"status": "RESOLVED", "outcome": "ACCEPTED"}, BankState.LOST, True),
        ({"status": "RESOLVED", "outcome": "RESOLVED_WITH_PAYOUT"}, BankState.LOST, True),
        (
            {"status": "RESOLVED", "outcome": "RESOLVED_WITH_PAYOUT", "credited": True},
            BankState.WON,
            True,
        ),
        ({"status": "UNDER_REVIEW", "stage": "ARBITRATION"}, BankState.TAKEN, True),
        ({"status": "OPEN", "stage": "PRE_ARBITRATION", "unlisted": True}, BankState.TAKEN, True),
        ({"status": "OPEN", "stage": "INQUIRY", "unlisted": True}, BankState.WARNING, False),
    ],
    ids=str,
)
def test_what_paypal_says_is_read_by_outcome_and_by_where_the_money_is(
    paypal: PayPal,
    gateway: Gateway,
    paid: Operation,
    said: dict[str, Any],
    state: BankState,
    taken: bool,
) -> None:
    reference = paypal.disputes.open(paid.pk)
    dispute = paypal.disputes.by_id[reference]
    dispute["status"] = said["status"]
    dispute["dispute_outcome"] = {"outcome_code": said.get("outcome", "")}
    dispute["dispute_life_cycle_stage"] = said.get("stage", "CHARGEBACK")
    if said.get("credited"):
        dispute["money_movements"].append(dispute["money_movements"][0] | {"type": "CREDIT"})
    if said.get("unlisted"):
        del dispute["money_movements"]
    case = gateway.bank_case(reference)
    assert (case.state, case.has_moved_money) == (state, taken)


def test_a_dispute_about_what_no_key_of_ours_names_is_about_the_capture(
    paypal: PayPal, gateway: Gateway, paid: Operation
) -> None:
    reference = paypal.disputes.open(paid.pk)
    del paypal.disputes.by_id[reference]["disputed_transactions"][0]["custom"]
    assert gateway.bank_case(reference).operation_id == paid.provider_reference


def test_our_side_goes_there_once_with_the_tracking_and_on_paper(
    paypal: PayPal, gateway: Gateway, paid: Operation
) -> None:
    reference = paypal.disputes.open(paid.pk)
    ours = asked.chargeback(paid, reference)
    with paypal.losing_answers(), pytest.raises(ConnectionError):
        gateway.contest(ours, PACK)
    for _ in range(2):
        assert gateway.contest(ours, PACK).status == Status.SUCCEEDED
    (sent,) = paypal.disputes.by_id[reference]["evidences"]
    (tracked,) = sent["evidence_info"]["tracking_info"]
    assert (tracked["carrier_name_other"], tracked["tracking_number"]) == ("Kelp Post", "KP1")
    assert "It was delivered." in sent["notes"]


def test_without_a_parcel_our_words_go_there(
    paypal: PayPal, gateway: Gateway, paid: Operation
) -> None:
    reference = paypal.disputes.open(paid.pk)
    gateway.contest(asked.chargeback(paid, reference), {"words": "Digital."})
    (sent,) = paypal.disputes.by_id[reference]["evidences"]
    assert (sent["evidence_type"], sent["notes"]) == ("OTHER", "words: Digital.")


def test_what_is_decided_takes_no_evidence(
    paypal: PayPal, gateway: Gateway, paid: Operation
) -> None:
    reference = paypal.disputes.open(paid.pk)
    paypal.disputes.decide(reference, won=False)
    assert gateway.contest(asked.chargeback(paid, reference), PACK).code == "too_late"


def test_a_question_about_our_answer_is_answered_by_the_dispute(
    paypal: PayPal, gateway: Gateway, paid: Operation
) -> None:
    reference = paypal.disputes.open(paid.pk)
    ours = asked.chargeback(paid, reference)
    operation = Operation.objects.create(
        kind="contest",
        gateway="paypal",
        payment=paid.payment,
        chargeback=ours,
        amount_minor=4690,
        currency="EUR",
        created_at=clock.now(),
        asked_at=clock.now(),
    )
    assert gateway.fetch(operation).status == Status.UNKNOWN
    gateway.contest(ours, PACK)
    assert gateway.fetch(operation).status == Status.SUCCEEDED


def test_the_paper_is_a_pdf_whatever_was_sold() -> None:
    assert evidence.on_paper(PACK).startswith(b"%PDF-")
