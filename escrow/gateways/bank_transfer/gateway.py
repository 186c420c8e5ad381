"""Ordinary bank transfers to our own account: slow, cheap, and known from the bank's statement alone.

Nothing is called: a purchase waits for a line of the statement, and money that leaves waits for a
payment file. So every answer comes from our own book, and is never unclear.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from escrow.gateways import (
    Answer,
    BankCase,
    Capabilities,
    Event,
    Finding,
    ForgedMessage,
    Method,
    NotOffered,
    ReportLine,
)
from escrow.gateways.bank_transfer import (
    account,
    answers,
    charges,
    condition,
    movements,
    transfers,
)
from escrow.gateways.bank_transfer.sources import Source
from escrow.models import BankCharge, Chargeback, Operation


class BankTransferGateway:
    """Our own bank account behind the gateway protocol."""

    name = account.NAME

    def capabilities(self) -> Capabilities:
        title = _("Bank transfer")
        return Capabilities(
            title=str(title),
            currencies=account.currencies(),
            pays_out=True,
            methods=(Method("transfer", title, account.currencies(), takes_days=True),),
        )

    def start(self, operation: Operation) -> Answer:
        back = operation.details.get("return_url", "")
        return answers.charged(charges.ask_for(operation.pk, operation.amount, back))

    def void(self, operation: Operation) -> Answer:
        known = charges.look_up(operation.pk, operation.amount)
        return answers.charged(charges.stop_waiting(known))

    def refund(self, operation: Operation) -> Answer:
        taken = operation.the_payment.operations.get(kind=Operation.Kind.CHARGE, state="succeeded")
        reference = taken.provider_reference
        return answers.sent(transfers.give_back(operation.pk, operation.amount, reference))

    def payout(self, operation: Operation) -> Answer:
        method = operation.the_payout.method
        to = Source(method.holder, method.account, operation.amount)
        return answers.sent(transfers.pay_out(operation.pk, operation.amount, to, method.bank))

    def fetch(self, operation: Operation) -> Answer:
        """A key that never arrived is closed by the question, and can succeed no more."""
        if operation.kind == Operation.Kind.CHARGE:
            return answers.charged(charges.look_up(operation.pk, operation.amount))
        return answers.sent(transfers.look_up(operation.kind, operation.pk, operation.amount))

    def captures(self, operation: Operation) -> Iterable[Answer]:
        charge = BankCharge.objects.filter(operation_key=operation.pk).first()
        return [answers.captured(taken) for taken in charges.captures(charge)] if charge else []

    def report(self, day: date) -> Iterable[ReportLine]:
        return movements.report(day)

    def bank_case(self, reference: str) -> BankCase:
        raise NotOffered("chargebacks")

    def contest(self, chargeback: Chargeback, pack: Mapping[str, Any]) -> Answer:
        raise NotOffered("chargebacks")

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        raise ForgedMessage("a bank account sends no messages")

    def check(self) -> Iterable[Finding]:
        return condition.findings()
