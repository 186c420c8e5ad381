"""The sandbox behind the gateway protocol: embedded, scripted by card number, no network."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from escrow.gateways import (
    UNKNOWN,
    Answer,
    BankCase,
    Capabilities,
    Event,
    NotOffered,
    ReportLine,
    Status,
)
from escrow.gateways.sandbox import messages, provider
from escrow.models import Chargeback, Operation, SandboxCharge

_STATUS = {
    SandboxCharge.State.WAITING: Status.REQUIRES_ACTION,
    SandboxCharge.State.CHALLENGED: Status.REQUIRES_ACTION,
    SandboxCharge.State.SUCCEEDED: Status.SUCCEEDED,
    SandboxCharge.State.DECLINED: Status.DECLINED,
}
RETRYABLE = {"insufficient_funds", "processing_error", "abandoned", "authentication_failed"}


class SandboxGateway:
    """Cards that succeed, are declined, need a challenge or time out."""

    name = "sandbox"

    def capabilities(self) -> Capabilities:
        return Capabilities(title="Card (sandbox)")

    def start(self, operation: Operation) -> Answer:
        number = operation.details.get("card")
        if number:
            charge = provider.charge_card(operation.pk, operation.amount, number)
        else:
            return_url = operation.details.get("return_url", "")
            charge = provider.open_session(operation.pk, operation.amount, return_url)
        return _answer(charge)

    def refund(self, operation: Operation) -> Answer:
        charged = operation.the_payment.operations.get(
            kind=Operation.Kind.CHARGE, state="succeeded"
        )
        return _answer(provider.refund(operation.pk, operation.amount, charged.pk))

    def fetch(self, operation: Operation) -> Answer:
        charge = provider.look_up(operation.pk)
        if charge is None:
            return Answer(Status.DECLINED, code="never_arrived", retryable=True)
        return _answer(charge)

    def void(self, operation: Operation) -> Answer:
        charge = provider.look_up(operation.pk)
        return _answer(provider.abandon(charge) if charge else None)

    def payout(self, operation: Operation) -> Answer:
        raise NotOffered("payouts")

    def captures(self, operation: Operation) -> Iterable[Answer]:
        answer = self.fetch(operation)
        return [answer] if answer.status == Status.SUCCEEDED else []

    def report(self, day: date) -> Iterable[ReportLine]:
        done = SandboxCharge.objects.filter(state=SandboxCharge.State.SUCCEEDED, at__date=day)
        for charge in done.iterator():
            amount = charge.amount if charge.kind == "charge" else -charge.amount
            key = str(charge.operation_key)
            yield ReportLine(charge.kind, charge.reference, amount, charge.at, key)

    def bank_case(self, reference: str) -> BankCase:
        raise NotOffered("chargebacks")

    def contest(self, chargeback: Chargeback, pack: Mapping[str, Any]) -> Answer:
        raise NotOffered("chargebacks")

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        return messages.read(headers, body)


def _answer(charge: SandboxCharge | None) -> Answer:
    if charge is None:
        return UNKNOWN
    status = _STATUS[SandboxCharge.State(charge.state)]
    return Answer(
        status,
        amount=charge.amount,
        reference=charge.reference,
        next_url=page(charge) if status == Status.REQUIRES_ACTION else "",
        code=charge.decline_code,
        retryable=charge.decline_code in RETRYABLE,
        instrument=f"card ··{charge.card}" if charge.card else "",
    )


def page(charge: SandboxCharge) -> str:
    """Where the buyer goes on: the provider's own page."""
    return reverse("sandbox_pay", args=[charge.operation_key])
