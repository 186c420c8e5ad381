"""PayPal's messages: verified when they come, and read again whenever they are acted on.

What we stored was verified then. Its certificate may since have run out or be gone from its
address, so a stored message is not verified a second time, and none is lost by that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from escrow.gateways import Event, ForgedMessage
from escrow.gateways.paypal import signatures
from escrow.models import PaymentEvent

# About nothing of ours: such a message is kept, and leads to nothing.
NOTHING = str(UUID(int=0))
CHARGE, REFUND, PAYOUT, CHARGEBACK = "charge", "refund", "payout", "chargeback"
KINDS = {
    "CHECKOUT.ORDER.APPROVED": CHARGE,
    "PAYMENT.CAPTURE.COMPLETED": CHARGE,
    "PAYMENT.CAPTURE.PENDING": CHARGE,
    "PAYMENT.CAPTURE.DENIED": CHARGE,
    "PAYMENT.CAPTURE.DECLINED": CHARGE,
    "PAYMENT.CAPTURE.REVERSED": CHARGE,
    "PAYMENT.CAPTURE.REFUNDED": REFUND,
    "PAYMENT.REFUND.PENDING": REFUND,
    "PAYMENT.REFUND.FAILED": REFUND,
    "PAYMENT.PAYOUTS-ITEM.SUCCEEDED": PAYOUT,
    "PAYMENT.PAYOUTS-ITEM.UNCLAIMED": PAYOUT,
    "PAYMENT.PAYOUTS-ITEM.RETURNED": PAYOUT,
    "PAYMENT.PAYOUTS-ITEM.REFUNDED": PAYOUT,
    "PAYMENT.PAYOUTS-ITEM.FAILED": PAYOUT,
    "PAYMENT.PAYOUTS-ITEM.BLOCKED": PAYOUT,
    "PAYMENT.PAYOUTS-ITEM.DENIED": PAYOUT,
    "PAYMENT.PAYOUTS-ITEM.CANCELED": PAYOUT,
    "PAYMENT.PAYOUTS-ITEM.HELD": PAYOUT,
    "CUSTOMER.DISPUTE.CREATED": CHARGEBACK,
    "CUSTOMER.DISPUTE.UPDATED": CHARGEBACK,
    "CUSTOMER.DISPUTE.RESOLVED": CHARGEBACK,
}
# The money itself is named by these; the others name what became of it.
CAPTURED = {"PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.PENDING"}


def read(name: str, headers: Mapping[str, str], body: bytes) -> Event:
    """Verify and read a message. Raises ForgedMessage."""
    try:
        said = json.loads(body)
        event_id, event_type, resource = str(said["id"]), said["event_type"], said["resource"]
        kind = KINDS.get(event_type, "")
        key, reference = _operation(kind, resource), _reference(event_type, resource)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as wrong:
        raise ForgedMessage(name) from wrong
    if not 0 < len(event_id) <= 80:
        raise ForgedMessage(name)
    if not PaymentEvent.objects.filter(gateway=name, event_id=event_id, body=body).exists():
        signatures.verify(headers, body)
    return Event(event_id, key, kind or "other", reference)


def _operation(kind: str, resource: Mapping[str, Any]) -> str:
    """Our own key, which travelled with the call; PayPal's account may do things without us."""
    if kind == PAYOUT:
        carried = resource["payout_item"].get("sender_item_id")
    elif kind == CHARGEBACK:
        carried = resource["disputed_transactions"][0].get("custom")
    else:
        unit = (resource.get("purchase_units") or [{}])[0]
        carried = resource.get("custom_id") or unit.get("custom_id")
    try:
        return str(UUID(str(carried)))
    except ValueError:
        return NOTHING


def _reference(event_type: str, resource: Mapping[str, Any]) -> str:
    if KINDS.get(event_type) == CHARGEBACK:
        return str(resource["dispute_id"])
    return str(resource["id"]) if event_type in CAPTURED else ""
