"""The sandbox behind the gateway protocol: embedded, scripted by card number, no network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from escrow.gateways import (
    Answer,
    BankCase,
    BankState,
    Capabilities,
    Event,
    Finding,
    Mode,
    ReportLine,
)
from escrow.gateways.sandbox import (
    answers,
    book,
    chargebacks,
    charges,
    faults,
    messages,
    payouts,
    refunds,
)
from escrow.models import (
    Chargeback,
    Operation,
)


class SandboxGateway:
    """Everything a provider can do to us, when a card, an account or a person says so."""

    name = "sandbox"

    def capabilities(self) -> Capabilities:
        return Capabilities(
            title="Card (sandbox)", pays_out=True, has_chargebacks=True, mode=Mode.TEST
        )

    @faults.over_the_line
    def start(self, operation: Operation) -> Answer:
        number = operation.details.get("card")
        if number:
            return answers.charged(charges.charge_card(operation.pk, operation.amount, number))
        return_url = operation.details.get("return_url", "")
        return answers.charged(charges.open_session(operation.pk, operation.amount, return_url))

    @faults.over_the_line
    def void(self, operation: Operation) -> Answer:
        return answers.charged(charges.abandon(charges.close(operation.pk, operation.amount)))

    @faults.over_the_line
    def refund(self, operation: Operation) -> Answer:
        taken = operation.the_payment.operations.get(kind=Operation.Kind.CHARGE, state="succeeded")
        made = refunds.refund(operation.pk, operation.amount, taken.provider_reference)
        return answers.refunded(made)

    @faults.over_the_line
    def payout(self, operation: Operation) -> Answer:
        account = operation.the_payout.method.account
        return answers.paid_out(payouts.pay_out(operation.pk, operation.amount, account))

    @faults.over_the_line
    def fetch(self, operation: Operation) -> Answer:
        """A key that never arrived is closed by the question, and can succeed no more."""
        if operation.kind == Operation.Kind.CONTEST:
            return answers.contested(
                chargebacks.look_up(operation.the_chargeback.provider_reference)
            )
        if operation.kind == Operation.Kind.REFUND:
            return answers.refunded(refunds.close(operation.pk, operation.amount))
        if operation.kind == Operation.Kind.PAYOUT:
            return answers.paid_out(payouts.close(operation.pk, operation.amount))
        return answers.charged(charges.close(operation.pk, operation.amount))

    def captures(self, operation: Operation) -> Iterable[Answer]:
        charge = charges.look_up(operation.pk)
        return [answers.captured(move, charge) for move in book.captures(operation.pk) if charge]

    def report(self, day: date) -> Iterable[ReportLine]:
        return book.report(day)

    def bank_case(self, reference: str) -> BankCase:
        case = chargebacks.look_up(reference)
        return BankCase(
            reference=case.reference,
            operation_id=str(case.capture.operation_key),
            amount=case.amount,
            state=BankState(case.state),
            reason=case.reason,
            respond_by=case.respond_by,
            was_taken=chargebacks.was_taken(case),
        )

    @faults.over_the_line
    def contest(self, chargeback: Chargeback, pack: Mapping[str, Any]) -> Answer:
        return answers.contested(chargebacks.contest(chargeback.provider_reference, pack))

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        return messages.read(headers, body)

    def check(self) -> Iterable[Finding]:
        """There is no provider to ask."""
        return []
