"""The first half of a payout: from our balance at Stripe to the seller's account there, and back."""

from __future__ import annotations

import stripe

from escrow.gateways.stripe import amounts
from escrow.gateways.stripe.client import KEY, client, key_of, was_done_before
from escrow.models import Operation

# Why a transfer was taken back: before anything had reached a bank, or after.
FAILED, RETURNED = "failed", "returned"
_WHY, _CODE = "because", "code"


def send(operation: Operation) -> stripe.Transfer:
    """The same key finds the same transfer, as it is now."""
    key = str(operation.pk)
    made = client().v1.transfers.create(
        {
            "amount": amounts.to_bank(operation.amount),
            "currency": amounts.code(operation.amount),
            "destination": operation.the_payout.method.account,
            "transfer_group": key,
            "metadata": {KEY: key},
        },
        {"idempotency_key": key},
    )
    return read(made.id) if was_done_before(made) else made


def find(operation: Operation) -> stripe.Transfer | None:
    if operation.provider_reference:
        return read(operation.provider_reference)
    found = client().v1.transfers.list({"transfer_group": str(operation.pk), "limit": 1})
    return found.data[0] if found.data else None


def read(reference: str) -> stripe.Transfer:
    return client().v1.transfers.retrieve(reference)


def take_back(transfer: stripe.Transfer, because: str, code: str) -> stripe.Transfer:
    """All of it, once; the reversal says why, for whoever asks later."""
    key = key_of(transfer)
    client().v1.transfers.reversals.create(
        transfer.id,
        {"metadata": {KEY: key, _WHY: because, _CODE: code}},
        {"idempotency_key": f"{key}:reversal"},
    )
    return read(transfer.id)


def account(transfer: stripe.Transfer) -> str:
    """The seller's account at Stripe."""
    where = transfer.destination
    return where if isinstance(where, str) else where.id if where else ""


def why(made: stripe.Transfer) -> tuple[str, str]:
    """Because of what it was taken back, and the bank's code; empty where a person did it."""
    for reversal in made.reversals.data:
        if reason := why_reversed(reversal):
            return reason, key_of(reversal, _CODE)
    return "", ""


def why_reversed(reversal: stripe.TransferReversal) -> str:
    return key_of(reversal, _WHY)
