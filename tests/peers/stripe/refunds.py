"""Refunds: never more than is left, never what a bank has taken."""

from __future__ import annotations

from typing import Any

from tests.peers.stripe.book import Book, Thing
from tests.peers.stripe.refused import Refused, invalid

# The test cards of Stripe's own documentation whose refunds take a while, or fail afterwards.
PENDING_AT_FIRST, FAILS_LATER = "4000000000007726", "4000000000005126"


def create(book: Book, asked: dict[str, Any]) -> Thing:
    charge = _charge(book, asked)
    left = charge["amount_captured"] - charge["amount_refunded"]
    amount = asked.get("amount", left)
    if charge["disputed"]:
        raise Refused("charge_disputed", "This charge has been charged back.")
    if left == 0:
        raise Refused("charge_already_refunded", "The charge has already been refunded.")
    if amount < 1:
        raise invalid("amount", "must be at least 1")
    if amount > left:
        raise Refused("", f"Refund amount ({amount}) is greater than what is left ({left}).")
    waits = (
        charge["_card"] == PENDING_AT_FIRST or charge["payment_method_details"]["type"] != "card"
    )
    made = book.write(
        "re",
        "refund",
        amount=amount,
        currency=charge["currency"],
        charge=charge["id"],
        payment_intent=charge["payment_intent"],
        metadata=asked.get("metadata", {}),
        reason=asked.get("reason"),
        status="pending" if waits else "succeeded",
    )
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    move = book.move("refund", made["id"], -amount, made["currency"])
    made["balance_transaction"] = move["id"]
    book.tell("refund.created", made)
    book.tell("charge.refunded", charge)
    return made


def retrieve(book: Book, asked: dict[str, Any], identifier: str) -> Thing:
    return book.get("refund", identifier)


def succeed(book: Book, made: Thing) -> None:
    made["status"] = "succeeded"
    book.tell("refund.updated", made)


def fail(book: Book, made: Thing, reason: str = "expired_or_canceled_card") -> None:
    """It comes back to our balance, whether it had arrived or not."""
    if made["status"] == "failed":
        return
    move = book.move("refund_failure", made["id"], made["amount"], made["currency"])
    made.update(status="failed", failure_reason=reason, failure_balance_transaction=move["id"])
    charge = book.things[made["charge"]]
    charge["amount_refunded"] -= made["amount"]
    charge["refunded"] = False
    book.tell("refund.failed", made)


def _charge(book: Book, asked: dict[str, Any]) -> Thing:
    if "payment_intent" in asked:
        intent = book.get("payment_intent", asked["payment_intent"])
        if intent["status"] != "succeeded":
            raise Refused("", "This PaymentIntent does not have a successful charge to refund.")
        return book.things[intent["latest_charge"]]
    return book.get("charge", asked.get("charge", ""))
