"""The buyer's own balance as a way to pay: it may pay all of a purchase or a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from escrow.balances import NotEnoughBalance
from escrow.gateways import (
    Answer,
    BankCase,
    Capabilities,
    Event,
    Finding,
    ForgedMessage,
    NotOffered,
    ReportLine,
    Status,
)
from escrow.gateways.balance import book
from escrow.gateways.lateness import NEVER, may_not_be_sent, nothing_there
from escrow.models import BalanceMove, Chargeback, Operation
from escrow.models.payment import BALANCE
from escrow.money import Money

NOT_ENOUGH = "balance_too_small"


class BalanceGateway:
    """Answers at once and sends no messages: its book is in our own database."""

    name = BALANCE

    def capabilities(self) -> Capabilities:
        return Capabilities(title="Balance", takes_payments=False, keeps_money=False)

    def start(self, operation: Operation) -> Answer:
        if _comes_too_late(operation):
            return NEVER
        try:
            return _done(operation, book.set_aside(operation))
        except NotEnoughBalance:
            return Answer(Status.DECLINED, code=NOT_ENOUGH)

    def void(self, operation: Operation) -> Answer:
        """It is answered at once; nothing ever waits."""
        return self.fetch(operation)

    def refund(self, operation: Operation) -> Answer:
        if _comes_too_late(operation):
            return NEVER
        charge = operation.the_payment.operations.get(kind=Operation.Kind.CHARGE, state="succeeded")
        given = book.give_back(operation, charge)
        if given is None:
            return Answer(Status.DECLINED, code="refund_exceeds_charge")
        return _done(operation, given)

    def fetch(self, operation: Operation) -> Answer:
        moved = book.moved(operation)
        if moved is None:
            return nothing_there(operation)
        return _done(operation, Money(abs(moved.minor), moved.currency))

    def captures(self, operation: Operation) -> Iterable[Answer]:
        answer = self.fetch(operation)
        return [answer] if answer.status == Status.SUCCEEDED else []

    def report(self, day: date) -> Iterable[ReportLine]:
        """A line for each call and not for each lot."""
        lines: dict[str, ReportLine] = {}
        for move in BalanceMove.objects.filter(at__date=day).order_by("pk").iterator():
            key = str(move.operation_key)
            what = "charge" if move.operation_key == move.charge_key else "refund"
            before = lines[key].amount if key in lines else Money.zero(move.currency)
            lines[key] = ReportLine(what, _reference(key), before - move.amount, move.at, key)
        return lines.values()

    def payout(self, operation: Operation) -> Answer:
        raise NotOffered("payouts")

    def bank_case(self, reference: str) -> BankCase:
        raise NotOffered("chargebacks")

    def contest(self, chargeback: Chargeback, pack: Mapping[str, Any]) -> Answer:
        raise NotOffered("chargebacks")

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Event:
        raise ForgedMessage("the balance sends no messages")

    def check(self) -> Iterable[Finding]:
        """There is no provider to ask."""
        return []


def _comes_too_late(operation: Operation) -> bool:
    return may_not_be_sent(operation) and book.moved(operation) is None


def _done(operation: Operation, amount: Money) -> Answer:
    return Answer(
        Status.SUCCEEDED,
        amount=amount,
        reference=_reference(str(operation.pk)),
        instrument="balance",
    )


def _reference(key: str) -> str:
    return f"bal_{key.replace('-', '')[:16]}"
