"""Orders at the peer, the buyer at its approve page, and captures."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from escrow import clock
from escrow.money import Money
from tests.peers.paypal.refusing import No, amount, fits, unprocessable, written
from tests.peers.server import Request

if TYPE_CHECKING:
    from tests.peers.paypal.peer import PayPal

URL = r"https?://\S{1,3000}"
SHAPE = {
    "intent": "CAPTURE",
    "purchase_units": [
        {
            "custom_id": r".{1,127}",
            "invoice_id": r".{1,127}",
            "amount": {"currency_code": r"[A-Z]{3}", "value": r"[0-9.]{1,32}"},
        }
    ],
    "payment_source": {
        "paypal": {
            "experience_context": {
                "brand_name": r".{1,127}",
                "shipping_preference": "NO_SHIPPING",
                "user_action": "PAY_NOW",
                "return_url": URL,
                "cancel_url": URL,
            }
        }
    },
}
KEY_LASTS, WAITS = timedelta(hours=6), timedelta(hours=3)


def new_id() -> str:
    return uuid4().hex[:17].upper()


def stamp() -> str:
    return clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")


class Orders:
    def __init__(self, paypal: PayPal) -> None:
        self.paypal = paypal
        self.by_id: dict[str, dict[str, Any]] = {}
        self.captures: dict[str, dict[str, Any]] = {}
        self.asked_at: dict[str, Any] = {}
        self.how: dict[str, str] = {}
        self.changes = count()  # the clock may stand still; no two changes are at one moment

    def routes(self) -> list[Any]:
        return [
            ("POST", r"/v2/checkout/orders", self.create),
            ("GET", r"/v2/checkout/orders/(\w+)", self.get),
            ("POST", r"/v2/checkout/orders/(\w+)/capture", self.capture),
            ("GET", r"/v2/payments/captures/(\w+)", self.get_capture),
        ]

    def create(self, request: Request) -> dict[str, Any]:
        said = json.loads(request.body)
        fits(said, SHAPE)
        amount(said["purchase_units"][0]["amount"])
        page = f"{self.paypal.url}/checkoutnow?token={(order_id := new_id())}"
        self.by_id[order_id] = {
            "id": order_id,
            "intent": "CAPTURE",
            "status": "PAYER_ACTION_REQUIRED",
            "purchase_units": [{**said["purchase_units"][0], "reference_id": "default"}],
            "create_time": stamp(),
            "links": [{"href": page, "rel": "payer-action", "method": "GET"}],
        }
        self.asked_at[request.headers["paypal-request-id"]] = clock.now()
        return self.by_id[order_id]

    def get(self, request: Request, order_id: str) -> dict[str, Any]:
        if order_id not in self.by_id:
            raise No(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        return self.by_id[order_id]

    def remembers(self, path: str, key: str) -> bool:
        """An order's key is forgotten after six hours."""
        begun = self.asked_at.get(key)
        return path != "/v2/checkout/orders" or begun is None or clock.now() < begun + KEY_LASTS

    def capture(self, request: Request, order_id: str) -> dict[str, Any]:
        order, how = self.get(request, order_id), self.how.get(order_id, "")
        fits(json.loads(request.body), {})
        if order["status"] == "COMPLETED":
            raise unprocessable("ORDER_ALREADY_CAPTURED")
        if order["status"] != "APPROVED":
            raise unprocessable("ORDER_NOT_APPROVED")
        if how == "instrument_declined":
            again = {"href": order["links"][0]["href"], "rel": "redirect", "method": "GET"}
            raise unprocessable("INSTRUMENT_DECLINED", links=[again])
        if how == "refused":
            raise unprocessable("TRANSACTION_REFUSED")
        self._take(order, {"declines": "DECLINED", "echeck": "PENDING"}.get(how, "COMPLETED"))
        return order

    def get_capture(self, request: Request, capture_id: str) -> dict[str, Any]:
        if capture_id not in self.captures:
            raise No(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID")
        return self.captures[capture_id]

    def of(self, key: Any) -> list[dict[str, Any]]:
        """Every order made under this key of ours."""
        units = [(order, order["purchase_units"][0]) for order in self.by_id.values()]
        return [order for order, unit in units if unit["custom_id"] == str(key)]

    def buyer_agrees(self, key: Any, how: str = "pays") -> None:
        """The buyer at the approve page. `how` says what comes of it when we capture."""
        for order in self.of(key):
            if order["status"] in ("PAYER_ACTION_REQUIRED", "APPROVED"):
                order["status"], self.how[order["id"]] = "APPROVED", how
                order["update_time"] = f"{stamp()[:-1]}.{next(self.changes) % 1000:03}Z"
                self.paypal.tell("CHECKOUT.ORDER.APPROVED", order)

    def forget_what_waits(self) -> None:
        """Three hours later an order that nobody agreed to is gone."""
        for order_id, order in list(self.by_id.items()):
            if order["status"] == "PAYER_ACTION_REQUIRED":
                del self.by_id[order_id]

    def clears(self, capture: dict[str, Any], status: str = "COMPLETED") -> None:
        """An e-check arrives after days, or does not."""
        capture["status"] = status
        if status == "COMPLETED":
            self._book(capture)
        what = "COMPLETED" if status == "COMPLETED" else "DENIED"
        self.paypal.tell(f"PAYMENT.CAPTURE.{what}", capture)

    def _take(self, order: dict[str, Any], status: str) -> None:
        unit = order["purchase_units"][0]
        capture: dict[str, Any] = {
            "id": new_id(),
            "status": status,
            "amount": unit["amount"],
            "final_capture": True,
            "custom_id": unit["custom_id"],
            "invoice_id": unit["invoice_id"],
            "create_time": stamp(),
        }
        if status == "DECLINED":
            capture["processor_response"] = {"response_code": "5100"}
        order["status"], self.captures[capture["id"]] = "COMPLETED", capture
        unit["payments"] = {"captures": [capture]}
        if status == "COMPLETED":
            self._book(capture)
        what = {"DECLINED": "DENIED"}.get(status, status)
        self.paypal.tell(f"PAYMENT.CAPTURE.{what}", capture)

    def _book(self, capture: dict[str, Any]) -> None:
        taken: Money = amount(capture["amount"])
        self.paypal.ledger.write("T0006", capture["id"], taken, key=capture["custom_id"])


__all__ = ["Orders", "new_id", "stamp", "written"]
