"""Orders: what the buyer agrees to at PayPal, and the capture that takes the money for it."""

from __future__ import annotations

from typing import Any
from uuid import uuid5

from django.conf import settings

from escrow.gateways.paypal import amounts, client
from escrow.gateways.paypal.refusals import NoAnswer
from escrow.models import Operation

Order = dict[str, Any]
APPROVED = "APPROVED"
WAITING = {"CREATED", "SAVED", "PAYER_ACTION_REQUIRED", APPROVED}


def create(operation: Operation) -> Order:
    """An order for a charge: once for its key, however often it is asked for."""
    key = str(operation.pk)
    unit = {"custom_id": key, "invoice_id": key, "amount": amounts.written(operation.amount)}
    source = {"paypal": {"experience_context": _experience(operation)}}
    body = {"intent": "CAPTURE", "purchase_units": [unit], "payment_source": source}
    return _checked(client.post("/v2/checkout/orders", body, key=key))


def get(order_id: str) -> Order:
    return _checked(client.get(f"/v2/checkout/orders/{order_id}"))


def capture(operation: Operation, order: Order) -> Order:
    """Take the money of an approved order.

    PayPal takes it once for each order. The key is another one only after the buyer has changed
    something there, so that a refusal is not repeated to somebody who chose another way.
    """
    key = str(uuid5(operation.pk, f"capture {order.get('update_time', '')}"))
    return _checked(client.post(f"/v2/checkout/orders/{order['id']}/capture", key=key))


def captures_in(order: Order) -> list[dict[str, Any]]:
    """Money taken, or tried to be taken, for it."""
    units = order.get("purchase_units") or []
    return [each for unit in units for each in (unit.get("payments") or {}).get("captures") or []]


def get_capture(capture_id: str) -> dict[str, Any]:
    return client.get(f"/v2/payments/captures/{capture_id}")


def page(order: Order) -> str:
    """Where the buyer goes to agree."""
    links = {link.get("rel"): link.get("href", "") for link in order.get("links") or []}
    return str(links.get("payer-action") or links.get("approve") or "")


def _experience(operation: Operation) -> dict[str, str]:
    back = settings.HOLDFAST_BASE_URL + operation.details.get("return_url", "/orders/")
    return {
        "brand_name": settings.PAYPAL_BRAND_NAME,
        "shipping_preference": "NO_SHIPPING",
        "user_action": "PAY_NOW",
        "return_url": back,
        "cancel_url": back,
    }


def _checked(order: Order) -> Order:
    if not isinstance(order.get("id"), str) or not order.get("status"):
        raise NoAnswer("PayPal answered with no order")
    return order
