"""Refunds and disputes at Stripe: those that wait, fail, come back, or meet a bank."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from escrow import gateways
from escrow.gateways import BankState, Status
from escrow.gateways.stripe.gateway import StripeGateway
from escrow.models import Chargeback, Operation
from escrow.money import Money
from marketplace.models import User
from tests.gateways import asked
from tests.peers.stripe import StripePeer
from tests.peers.stripe.refunds import PENDING_AT_FIRST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LAMP = Money(4690, "EUR")


@pytest.fixture
def gateway(stripe: StripePeer) -> StripeGateway:
    return gateways.get("stripe")


@pytest.fixture
def charge(ben: User) -> Operation:
    return asked.charge(ben, "stripe", LAMP, {})


def pay(gateway: StripeGateway, peer: StripePeer, charge: Operation, **how: str) -> Operation:
    peer.deeds.pay(gateway.start(charge).reference, **how)
    return asked.know(charge, gateway.fetch(charge))


class TestRefunds:
    def test_one_that_waits_is_pending_and_no_line_until_it_has_arrived(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        back = asked.refund(pay(gateway, stripe, charge, card=PENDING_AT_FIRST), LAMP)
        assert gateway.refund(back).status == Status.PENDING
        assert refunds_of(gateway, charge) == []
        stripe.deeds.refund_arrives(str(back.pk))
        assert gateway.fetch(back).status == Status.SUCCEEDED
        assert refunds_of(gateway, charge) == [-LAMP]

    def test_one_that_fails_after_it_had_left_is_returned_and_both_lines_say_so(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        back = asked.refund(pay(gateway, stripe, charge, card=PENDING_AT_FIRST), LAMP)
        gateway.refund(back)
        stripe.deeds.refund_fails(str(back.pk))
        answer = gateway.fetch(back)
        assert (answer.status, answer.code) == (Status.RETURNED, "expired_or_canceled_card")
        assert refunds_of(gateway, charge) == [-LAMP, LAMP]

    def test_one_that_waits_for_the_buyers_answer_is_pending(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        back = asked.refund(pay(gateway, stripe, charge), LAMP)
        gateway.refund(back)
        stripe.deeds.of("refund", str(back.pk))["status"] = "requires_action"
        assert gateway.fetch(back).status == Status.PENDING

    def test_one_that_was_cancelled_before_it_left_is_declined(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        back = asked.refund(pay(gateway, stripe, charge), LAMP)
        gateway.refund(back)
        stripe.deeds.of("refund", str(back.pk))["status"] = "canceled"
        answer = gateway.fetch(back)
        assert (answer.status, answer.code) == (Status.DECLINED, "canceled")
        assert refunds_of(gateway, charge) == []

    def test_a_lost_answer_is_found_and_never_sent_twice(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        back = asked.refund(pay(gateway, stripe, charge), Money(1000, "EUR"))
        with stripe.losing_answers(), pytest.raises(ConnectionError):
            gateway.refund(back)
        assert gateway.fetch(back).status == Status.SUCCEEDED
        assert gateway.refund(back) == gateway.fetch(back)
        assert len(stripe.book.all("refund")) == 1

    def test_a_lost_call_is_sent_once_more_when_it_is_asked_about(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        back = asked.refund(pay(gateway, stripe, charge), LAMP)
        with stripe.losing_calls(), pytest.raises(ConnectionError):
            gateway.refund(back)
        assert gateway.fetch(back).status == Status.SUCCEEDED
        assert len(stripe.book.all("refund")) == 1

    def test_the_same_key_with_another_amount_says_what_was_done(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        back = asked.refund(pay(gateway, stripe, charge), Money(1000, "EUR"))
        gateway.refund(back)
        back.amount_minor = 2000
        assert gateway.refund(back).amount == Money(1000, "EUR")

    def test_a_bank_that_only_asks_does_not_keep_a_refund_back(
        self, gateway: StripeGateway, stripe: StripePeer, charge: Operation
    ) -> None:
        paid = pay(gateway, stripe, charge)
        stripe.deeds.go_to_bank(str(paid.pk), warning=True)
        back = asked.refund(paid, LAMP)
        assert gateway.refund(back).status == Status.SUCCEEDED


class TestBanks:
    @pytest.fixture
    def paid(self, gateway: StripeGateway, stripe: StripePeer, charge: Operation) -> Operation:
        return pay(gateway, stripe, charge)

    def test_a_warning_moves_nothing_and_may_end_as_one(
        self, gateway: StripeGateway, stripe: StripePeer, paid: Operation
    ) -> None:
        reference = stripe.deeds.go_to_bank(str(paid.pk), warning=True)["id"]
        case = gateway.bank_case(reference)
        assert (case.state, case.has_moved_money) == (BankState.WARNING, False)
        stripe.deeds.decide(reference, won=True)
        case = gateway.bank_case(reference)
        assert (case.state, case.has_moved_money) == (BankState.WON, False)

    @pytest.mark.parametrize(
        ("status", "state"),
        [
            ("warning_under_review", BankState.WARNING),
            ("under_review", BankState.TAKEN),
            ("lost", BankState.LOST),
            ("appeal_under_review", BankState.TAKEN),
            ("prevented", BankState.LOST),
        ],
    )
    def test_each_word_of_stripes_has_a_meaning(
        self,
        gateway: StripeGateway,
        stripe: StripePeer,
        paid: Operation,
        status: str,
        state: BankState,
    ) -> None:
        case = stripe.deeds.go_to_bank(str(paid.pk))
        case["status"] = status
        assert gateway.bank_case(case["id"]).state == state

    def test_a_word_that_nobody_knows_is_no_answer(
        self, gateway: StripeGateway, stripe: StripePeer, paid: Operation
    ) -> None:
        case = stripe.deeds.go_to_bank(str(paid.pk))
        case["status"] = "gone_fishing"
        with pytest.raises(ConnectionError):
            gateway.bank_case(case["id"])

    def test_without_our_key_the_payment_names_itself(
        self, gateway: StripeGateway, stripe: StripePeer, paid: Operation
    ) -> None:
        case = stripe.deeds.go_to_bank(str(paid.pk))
        stripe.book.things[paid.provider_reference]["metadata"] = {}
        assert gateway.bank_case(case["id"]).operation_id == paid.provider_reference

    def test_the_evidence_is_a_document_and_complete_as_text(
        self, gateway: StripeGateway, stripe: StripePeer, paid: Operation
    ) -> None:
        gateway.contest(*contested(stripe, paid))
        (case,), (sent,) = stripe.book.all("dispute"), stripe.book.all("file")
        page = PdfReader(BytesIO(sent["_content"])).pages[0].extract_text()
        assert "Kelp Post" in page
        assert case["evidence"]["uncategorized_file"] == sent["id"]
        assert "Words: Ламп доставлена 🛋" in case["evidence"]["uncategorized_text"]

    def test_asked_twice_it_is_sent_once_also_when_the_answer_was_lost(
        self, gateway: StripeGateway, stripe: StripePeer, paid: Operation
    ) -> None:
        ours = contested(stripe, paid)
        with stripe.losing_answers(), pytest.raises(ConnectionError):
            gateway.contest(*ours)
        for _ in range(2):
            assert gateway.contest(*ours).status == Status.SUCCEEDED
        (case,) = stripe.book.all("dispute")
        assert case["evidence_details"]["submission_count"] == 1

    def test_too_late_is_said(
        self, gateway: StripeGateway, stripe: StripePeer, paid: Operation
    ) -> None:
        ours = contested(stripe, paid)
        stripe.deeds.decide(ours[0].provider_reference, won=False)
        answer = gateway.contest(*ours)
        assert (answer.status, answer.code) == (Status.DECLINED, "too_late")


PACK = {
    "orders": [{"number": "HF-1", "parcels": [{"carrier": "Kelp Post", "proof": "A"}]}],
    "words": "Ламп доставлена 🛋",
}


def contested(peer: StripePeer, paid: Operation) -> tuple[Chargeback, dict[str, Any]]:
    reference = peer.deeds.go_to_bank(str(paid.pk))["id"]
    return asked.chargeback(paid, reference), PACK


def refunds_of(gateway: StripeGateway, charge: Operation) -> list[Money]:
    assert charge.asked_at is not None
    day = charge.asked_at.date()
    return [line.amount for line in gateway.report(day) if line.what == "refund"]
