"""PayPal behind the gateway protocol. Each noun has a file beside this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings

from escrow.gateways import (
    Answer,
    BankCase,
    Capabilities,
    Event,
    Finding,
    NotOffered,
    ReportLine,
)
from escrow.gateways.paypal import (
    amounts,
    charges,
    checks,
    disputes,
    evidence,
    messages,
    payouts,
    places,
    refunds,
    report,
)
from escrow.models import Chargeback, Operation

FETCH = {
    Operation.Kind.CHARGE: charges.fetch,
    Operation.Kind.REFUND: refunds.fetch,
    Operation.Kind.PAYOUT: payouts.fetch,
    Operation.Kind.CONTEST: evidence.fetch,
}


class PayPalGateway:
    """Buyers pay at PayPal's own page; the money stays there until it is settled or paid out."""

    name = "paypal"

    def capabilities(self) -> Capabilities:
        return Capabilities(
            title="PayPal",
            currencies=amounts.CURRENCIES,
            custody_cap_days=28,
            pays_out=settings.PAYPAL_PAYS_OUT,
            has_chargebacks=True,
            mode=places.mode(),
        )

    def start(self, operation: Operation) -> Answer:
        return charges.start(operation)

    def void(self, operation: Operation) -> Answer:
        return charges.void(operation)

    def refund(self, operation: Operation) -> Answer:
        return refunds.send(operation)

    def payout(self, operation: Operation) -> Answer:
        if not settings.PAYPAL_PAYS_OUT:
            raise NotOffered("payouts")
        return payouts.send(operation)

    def fetch(self, operation: Operation) -> Answer:
        return FETCH[Operation.Kind(operation.kind)](operation)

    def captures(self, operation: Operation) -> Iterable[Answer]:
        return charges.captures(operation)

    def report(self, day: date) -> Iterable[ReportLine]:
        return report.lines(day)

    def bank_case(self, reference: str) -> BankCase:
        return disputes.bank_case(disputes.get(reference))

    def contest(self, chargeback: Chargeback, pack: Mapping[str, Any]) -> Answer:
        return evidence.send(chargeback, pack)

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        return messages.read(self.name, headers, body)

    def check(self) -> Iterable[Finding]:
        return checks.check(self.name)
