"""Stripe behind the gateway protocol: its own pages for cards and local methods, Connect for payouts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.conf import settings

from escrow.currencies import EXPONENTS
from escrow.gateways import (
    Answer,
    BankCase,
    Capabilities,
    Event,
    Finding,
    NotOffered,
    ReportLine,
)
from escrow.gateways.stripe import (
    accounts,
    amounts,
    charges,
    checks,
    disputes,
    keys,
    methods,
    payouts,
    refunds,
    report,
    webhooks,
)
from escrow.gateways.stripe.client import over_the_line
from escrow.models import Chargeback, Operation

# Stripe keeps a payment for a platform for at most 90 days.
CUSTODY_CAP_DAYS = 90
_LOOK_UP = {
    Operation.Kind.CHARGE: charges.look_up,
    Operation.Kind.REFUND: refunds.look_up,
    Operation.Kind.PAYOUT: payouts.go_on,
    Operation.Kind.CONTEST: disputes.look_up,
}


class StripeGateway:
    """Nobody's card number comes near us: buyers pay on Stripe's page."""

    name = "stripe"

    def capabilities(self) -> Capabilities:
        return Capabilities(
            title="Stripe",
            currencies=_currencies(),
            custody_cap_days=CUSTODY_CAP_DAYS,
            pays_out=settings.STRIPE_CONNECT,
            onboards_sellers=settings.STRIPE_CONNECT,
            has_chargebacks=True,
            mode=keys.mode(),
            methods=methods.offered(settings.STRIPE_METHODS),
        )

    @over_the_line
    def start(self, operation: Operation) -> Answer:
        return charges.start(operation)

    @over_the_line
    def void(self, operation: Operation) -> Answer:
        return charges.void(operation)

    @over_the_line
    def refund(self, operation: Operation) -> Answer:
        return refunds.refund(operation)

    def payout(self, operation: Operation) -> Answer:
        if not settings.STRIPE_CONNECT:
            raise NotOffered("payouts")
        return self.fetch(operation)

    @over_the_line
    def fetch(self, operation: Operation) -> Answer:
        return _LOOK_UP[Operation.Kind(operation.kind)](operation)

    @over_the_line
    def captures(self, operation: Operation) -> Iterable[Answer]:
        return charges.captures(operation)

    @over_the_line
    def report(self, day: date) -> Iterable[ReportLine]:
        return report.lines(day)

    @over_the_line
    def bank_case(self, reference: str) -> BankCase:
        return disputes.bank_case(reference)

    @over_the_line
    def contest(self, chargeback: Chargeback, pack: Mapping[str, Any]) -> Answer:
        return disputes.contest(chargeback, pack)

    @over_the_line
    def open_account(self, key: str, *, email: str, country: str) -> str:
        return accounts.create(key, email=email, country=country)

    @over_the_line
    def onboarding_page(self, account: str, *, back: str, again: str) -> str:
        return accounts.page(account, back=back, again=again)

    @over_the_line
    def can_be_paid(self, account: str) -> bool:
        return accounts.can_be_paid(account)

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        return webhooks.read(headers, body)

    @over_the_line
    def check(self) -> Iterable[Finding]:
        return list(checks.findings())


def _currencies() -> frozenset[str]:
    """Those that the operator names; else all but those of whose coins Stripe has not the smallest.

    A part of such a price could not always be sent back.
    """
    named = frozenset(settings.STRIPE_CURRENCIES)
    return named or frozenset(EXPONENTS) - amounts.THREE_DECIMALS
