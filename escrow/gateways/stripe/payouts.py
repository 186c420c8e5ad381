"""Payouts: to the seller's account at Stripe, from there to the bank; back again if that fails.

Both halves carry our key. Whoever asks what became of one that stopped half-way lets it go on, as
long as a call may still be sent; after that the money is taken back.
"""

from __future__ import annotations

import stripe

from escrow.gateways import UNKNOWN, Answer, Status
from escrow.gateways.lateness import NEVER, PATIENCE, age, may_not_be_sent, nothing_there
from escrow.gateways.stripe import amounts, bank_payouts, transfers
from escrow.gateways.stripe.refusals import NOT_PAYABLE, refusal
from escrow.models import Operation
from escrow.models.operation import OperationState


def go_on(operation: Operation) -> Answer:
    """As far as it can go now, and what has become of it."""
    try:
        transfer = _transferred(operation)
    except amounts.NotPayable:
        return NOT_PAYABLE
    except stripe.InvalidRequestError as refused:
        return refusal(refused)
    if transfer is None:
        return nothing_there(operation)
    if transfer.reversed:
        return _came_back(operation, transfer)
    return _to_the_bank(operation, transfer)


def has_left(transfer: stripe.Transfer) -> bool:
    """Its money has been at the bank, whatever became of it then: that is a payout to our books."""
    if transfer.reversed:
        return transfers.why(transfer)[0] == transfers.RETURNED
    try:
        payout = bank_payouts.find(transfer)
        return bool(payout and bank_payouts.was_paid(payout, transfers.account(transfer)))
    except (stripe.PermissionError, stripe.InvalidRequestError):
        # The seller has cut the tie to us; what we sent is gone.
        return True


def _transferred(operation: Operation) -> stripe.Transfer | None:
    if operation.provider_reference or may_not_be_sent(operation):
        return transfers.find(operation)
    try:
        return transfers.send(operation)
    except stripe.IdempotencyError:
        return transfers.find(operation)


def _to_the_bank(operation: Operation, transfer: stripe.Transfer) -> Answer:
    try:
        payout = _sent(operation, transfer)
    except stripe.InvalidRequestError as refused:
        return _take_back(transfer, transfers.FAILED, refusal(refused).code)
    if payout is None and age(operation) < PATIENCE:
        return UNKNOWN
    if payout is None:
        return _take_back(transfer, transfers.FAILED, NEVER.code)
    return _answered(operation, transfer, payout)


def _sent(operation: Operation, transfer: stripe.Transfer) -> stripe.Payout | None:
    if may_not_be_sent(operation):
        return bank_payouts.find(transfer)
    try:
        return bank_payouts.send(operation, transfer)
    except stripe.IdempotencyError:
        return bank_payouts.find(transfer)


def _answered(operation: Operation, transfer: stripe.Transfer, payout: stripe.Payout) -> Answer:
    if payout.status in ("pending", "in_transit"):
        return _answer(Status.PENDING, transfer)
    if payout.status == "paid":
        return _answer(Status.SUCCEEDED, transfer)
    if payout.status not in bank_payouts.ENDED_BADLY:
        raise ValueError(payout.status)
    known_paid = operation.state == OperationState.SUCCEEDED
    was_paid = known_paid or bank_payouts.was_paid(payout, transfers.account(transfer))
    because = transfers.RETURNED if was_paid else transfers.FAILED
    return _take_back(transfer, because, payout.failure_code or str(payout.status))


def _take_back(transfer: stripe.Transfer, because: str, code: str) -> Answer:
    """The money is ours again; only then is it said that the payout failed."""
    taken = transfers.take_back(transfer, because, code)
    if not taken.reversed:
        raise ValueError("not taken back")
    status = Status.RETURNED if because == transfers.RETURNED else Status.DECLINED
    return _answer(status, taken, code)


def _came_back(operation: Operation, transfer: stripe.Transfer) -> Answer:
    because, code = transfers.why(transfer)
    if not because and operation.state == OperationState.SUCCEEDED:
        because = transfers.RETURNED
    status = Status.RETURNED if because == transfers.RETURNED else Status.DECLINED
    return _answer(status, transfer, code or "transfer_reversed")


def _answer(status: Status, transfer: stripe.Transfer, code: str = "") -> Answer:
    amount = amounts.from_stripe(transfer.amount, transfer.currency)
    return Answer(status, amount=amount, reference=transfer.id, code=code[:60])
