"""Refunds at the peer: never more than is left, and none while a dispute is open."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.peers.paypal.orders import new_id, stamp
from tests.peers.paypal.refusing import No, amount, fits, unprocessable
from tests.peers.server import Request

if TYPE_CHECKING:
    from tests.peers.paypal.peer import PayPal

SHAPE = {
    "amount": {"currency_code": r"[A-Z]{3}", "value": r"[0-9.]{1,32}"},
    "custom_id": r".{1,127}",
}


class Refunds:
    """`waits`: the next refunds are paid from a bank, and take days."""

    def __init__(self, paypal: PayPal) -> None:
        self.paypal = paypal
        self.by_id: dict[str, dict[str, Any]] = {}
        self.waits = False

    def routes(self) -> list[Any]:
        return [
            ("POST", r"/v2/payments/captures/(\w+)/refund", self.create),
            ("GET", r"/v2/payments/refunds/(\w+)", self.get),
        ]

    def create(self, request: Request, capture_id: str) -> dict[str, Any]:
        capture, said = (
            self.paypal.orders.get_capture(request, capture_id),
            json.loads(request.body),
        )
        fits(said, SHAPE)
        wanted = amount(said["amount"])
        self._check(capture, wanted)
        refund = {
            "id": new_id(),
            "status": "PENDING" if self.waits else "COMPLETED",
            "amount": said["amount"],
            "custom_id": said["custom_id"],
            "create_time": stamp(),
        }
        self.by_id[refund["id"]] = refund
        self.paypal.ledger.write(
            "T1107", refund["id"], -wanted, key=said["custom_id"], about=capture_id
        )
        left = self.paypal.ledger.left_of(capture_id)
        capture["status"] = "PARTIALLY_REFUNDED" if left else "REFUNDED"
        self.paypal.tell("PAYMENT.CAPTURE.REFUNDED", refund)
        return refund

    def get(self, request: Request, refund_id: str) -> dict[str, Any]:
        if refund_id not in self.by_id:
            raise No(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        return self.by_id[refund_id]

    def of(self, key: Any) -> dict[str, Any]:
        return next(each for each in self.by_id.values() if each["custom_id"] == str(key))

    def come_back(self, key: Any) -> None:
        """It was done, or under way, and is not any more: the money is ours again."""
        refund = self.of(key)
        refund["status"] = "FAILED"
        back = amount(refund["amount"])
        self.paypal.ledger.write("T1107", new_id(), back, key=str(key), about=refund["id"])
        self.paypal.tell("PAYMENT.REFUND.FAILED", refund)

    def _check(self, capture: dict[str, Any], wanted: Any) -> None:
        taken, left = amount(capture["amount"]), self.paypal.ledger.left_of(capture["id"])
        if wanted.currency != taken.currency:
            raise unprocessable("REFUND_CAPTURE_CURRENCY_MISMATCH")
        if self.paypal.disputes.is_open_on(capture["id"]):
            raise unprocessable("TRANSACTION_DISPUTED")
        if capture["status"] == "PENDING":
            raise unprocessable("PENDING_CAPTURE")
        if left <= 0:
            raise unprocessable("CAPTURE_FULLY_REFUNDED")
        if wanted.minor > left:
            raise unprocessable("REFUND_AMOUNT_EXCEEDED")
