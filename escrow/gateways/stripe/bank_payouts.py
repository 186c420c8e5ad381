"""The second half of a payout: from the seller's account at Stripe to the seller's bank."""

from __future__ import annotations

import stripe

from escrow.gateways.stripe import amounts, transfers
from escrow.gateways.stripe.client import KEY, client, key_of, was_done_before
from escrow.models import Operation

ENDED_BADLY = ("failed", "canceled")


def send(operation: Operation, transfer: stripe.Transfer) -> stripe.Payout:
    """What has arrived on the seller's account goes on; the same key finds the same payout."""
    account, key = transfers.account(transfer), str(operation.pk)
    made = client().v1.payouts.create(
        {
            "amount": amounts.to_bank(operation.amount),
            "currency": amounts.code(operation.amount),
            "metadata": {KEY: key},
        },
        {"stripe_account": account, "idempotency_key": f"{key}:payout"},
    )
    if was_done_before(made):
        return client().v1.payouts.retrieve(made.id, None, {"stripe_account": account})
    return made


def find(transfer: stripe.Transfer) -> stripe.Payout | None:
    """The payout that carries the same key as the transfer; it was made after that."""
    key = key_of(transfer)
    since = client().v1.payouts.list(
        {"created": {"gte": transfer.created}, "limit": 100},
        {"stripe_account": transfers.account(transfer)},
    )
    return next((each for each in since.auto_paging_iter() if key_of(each) == key), None)


def was_paid(payout: stripe.Payout, account: str) -> bool:
    """Whether the bank has had it at some time. A failed payout does not say that by itself."""
    if payout.status == "paid":
        return True
    told = client().v1.events.list(
        {"type": "payout.paid", "created": {"gte": payout.created}, "limit": 100},
        {"stripe_account": account},
    )
    return any(event.data.object["id"] == payout.id for event in told.auto_paging_iter())
