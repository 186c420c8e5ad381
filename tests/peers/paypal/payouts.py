"""Payouts at the peer: a batch of one, known by its sender's batch id for 30 days."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from escrow import clock
from escrow.money import Money
from tests.peers.paypal.orders import new_id
from tests.peers.paypal.refusing import No, amount, fits
from tests.peers.server import Request

if TYPE_CHECKING:
    from tests.peers.paypal.peer import PayPal

SHAPE = {
    "sender_batch_header": {"sender_batch_id": r".{1,256}"},
    "items": [
        {
            "recipient_type": "EMAIL|PAYPAL_ID",
            "receiver": r".{1,127}",
            "amount": {"currency": r"[A-Z]{3}", "value": r"[0-9.]{1,32}"},
            "sender_item_id": r".{1,63}",
        }
    ],
}
REMEMBERED = timedelta(days=30)
CLOSED, STRANGER = "closed@example.com", "nobody@example.com"


class Payouts:
    def __init__(self, paypal: PayPal) -> None:
        self.paypal = paypal
        self.by_id: dict[str, dict[str, Any]] = {}
        self.known: dict[str, tuple[Any, str]] = {}

    def routes(self) -> list[Any]:
        return [
            ("POST", r"/v1/payments/payouts", self.create),
            ("GET", r"/v1/payments/payouts/(\w+)", self.get),
        ]

    def create(self, request: Request) -> dict[str, Any]:
        said = json.loads(request.body)
        fits(said, SHAPE)
        wanted = said["items"][0]
        amount(wanted["amount"], "currency")
        self._refuse_twice(said["sender_batch_header"]["sender_batch_id"])
        batch_id, refused = new_id(), wanted["receiver"] == CLOSED
        item: dict[str, Any] = {
            "payout_item_id": new_id(),
            "transaction_status": "FAILED" if refused else "PENDING",
            "payout_batch_id": batch_id,
            "payout_item": wanted,
        }
        if refused:
            item["errors"] = {"name": "RECEIVER_ACCOUNT_LOCKED", "message": "No."}
        header = {"payout_batch_id": batch_id, "batch_status": "PENDING"}
        self.by_id[batch_id] = {"batch_header": header, "items": [item]}
        self.known[said["sender_batch_header"]["sender_batch_id"]] = (clock.now(), batch_id)
        return {"batch_header": header}

    def get(self, request: Request, batch_id: str) -> dict[str, Any]:
        if batch_id not in self.by_id:
            raise No(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        return self.by_id[batch_id]

    def of(self, key: Any) -> dict[str, Any]:
        """The item under this key of ours."""
        items = (batch["items"][0] for batch in self.by_id.values())
        found: dict[str, Any] = next(
            item for item in items if item["payout_item"]["sender_item_id"] == str(key)
        )
        return found

    def go_on(self, key: Any, status: str) -> None:
        """What becomes of it: SUCCESS, UNCLAIMED, RETURNED and the others."""
        item = self.of(key)
        before, item["transaction_status"] = item["transaction_status"], status
        money = Money.parse(
            item["payout_item"]["amount"]["value"], item["payout_item"]["amount"]["currency"]
        )
        if status in ("SUCCESS", "UNCLAIMED") and before != "UNCLAIMED":
            item["transaction_id"] = new_id()
            self.paypal.ledger.write("T0001", item["transaction_id"], -money, key=str(key))
        if status in ("RETURNED", "REFUNDED", "REVERSED"):
            self.paypal.ledger.write("T1114", new_id(), money, about=item["transaction_id"])
        told = {"SUCCESS": "SUCCEEDED", "ONHOLD": "HELD", "REVERSED": "REFUNDED"}.get(
            status, status
        )
        self.paypal.tell(f"PAYMENT.PAYOUTS-ITEM.{told}", item)

    def _refuse_twice(self, sender_batch_id: str) -> None:
        at, batch_id = self.known.get(sender_batch_id, (None, ""))
        if at and clock.now() < at + REMEMBERED:
            earlier = f"{self.paypal.url}/v1/payments/payouts/{batch_id}"
            raise No(
                400,
                "USER_BUSINESS_ERROR",
                "Duplicate batch request",
                field="SENDER_BATCH_ID",
                links=[{"href": earlier, "rel": "self", "method": "GET"}],
            )
