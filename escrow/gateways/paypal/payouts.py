"""Payouts to a seller's PayPal account: one batch of one item, under the operation's id.

PayPal refuses a batch id that it had in the last 30 days and names the batch it was; so a payout
that left and was not answered is asked about by sending it once more.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from escrow.gateways import UNKNOWN, Answer, Status
from escrow.gateways.paypal import amounts, client, memory
from escrow.gateways.paypal.refunds import is_remembered
from escrow.gateways.paypal.refusals import NoAnswer, Refused
from escrow.models import Operation

REMEMBERED = timedelta(days=25)
BATCH = re.compile(r"/v1/payments/payouts/([A-Za-z0-9]{1,40})$")
# Unclaimed: it has left our account, and the seller has not fetched it yet. After 30 days it returns.
ITEMS = {
    "SUCCESS": Status.SUCCEEDED,
    "PENDING": Status.PENDING,
    "ONHOLD": Status.PENDING,
    "UNCLAIMED": Status.PENDING,
    "RETURNED": Status.RETURNED,
    "REFUNDED": Status.RETURNED,
    "REVERSED": Status.RETURNED,
    "FAILED": Status.DECLINED,
    "BLOCKED": Status.DECLINED,
    "DENIED": Status.DECLINED,
    "CANCELED": Status.DECLINED,
}
BATCHES = {
    "NEW": Status.PENDING,
    "PENDING": Status.PENDING,
    "PROCESSING": Status.PENDING,
    "DENIED": Status.DECLINED,
    "CANCELED": Status.DECLINED,
}


def send(operation: Operation) -> Answer:
    """Send a seller's money to their PayPal account, once."""
    if memory.of(operation).reference:
        return fetch(operation)
    if not memory.may_leave(operation):
        return memory.close_when_late(operation)
    try:
        said = client.post("/v1/payments/payouts", _batch(operation), key=str(operation.pk))
        batch_id = str(said["batch_header"]["payout_batch_id"])
    except Refused as no:
        if not _is_duplicate(no):
            return memory.refusal(memory.close(operation, no.issue)) if no.is_clear() else UNKNOWN
        batch_id = _earlier(no)
    memory.keep(operation, reference=batch_id)
    return _look(batch_id)


def fetch(operation: Operation) -> Answer:
    """What became of it."""
    call = memory.of(operation)
    if call.reference:
        return _look(call.reference)
    if call.closed_at or call.sent_at is None:
        return memory.close_when_late(operation)
    return send(operation) if is_remembered(call, REMEMBERED) else UNKNOWN


def _batch(operation: Operation) -> dict[str, Any]:
    receiver = operation.the_payout.method.account
    item = {
        "recipient_type": "EMAIL" if "@" in receiver else "PAYPAL_ID",
        "receiver": receiver,
        "amount": {"currency": operation.currency, "value": str(operation.amount.decimal)},
        "sender_item_id": str(operation.pk),
    }
    return {"sender_batch_header": {"sender_batch_id": str(operation.pk)}, "items": [item]}


def _look(batch_id: str) -> Answer:
    """The one item of the batch; while there is none, the batch itself."""
    said = client.get(f"/v1/payments/payouts/{batch_id}")
    items = said.get("items") or []
    if items:
        return _paid_out(items[0])
    batch_status = str(said["batch_header"].get("batch_status"))
    status = BATCHES.get(batch_status, Status.UNKNOWN)
    code = batch_status.lower() if status == Status.DECLINED else ""
    return Answer(status, reference=batch_id, code=code)


def _paid_out(item: dict[str, Any]) -> Answer:
    """`transaction_id` is what the report calls it."""
    said = str(item.get("transaction_status"))
    status = ITEMS.get(said, Status.UNKNOWN)
    if status == Status.UNKNOWN:
        return UNKNOWN
    has_failed = status in (Status.DECLINED, Status.RETURNED)
    return Answer(
        status,
        amount=amounts.read(item["payout_item"]["amount"]),
        reference=str(item.get("transaction_id") or item["payout_item_id"]),
        code=str((item.get("errors") or {}).get("name") or said).lower() if has_failed else "",
    )


def _is_duplicate(no: Refused) -> bool:
    fields = {str(detail.get("field", "")).upper() for detail in no.details}
    return no.name == "USER_BUSINESS_ERROR" and "SENDER_BATCH_ID" in " ".join(fields)


def _earlier(no: Refused) -> str:
    """The batch that had this id before. Raises NoAnswer where PayPal does not name it."""
    found = (BATCH.search(str(link.get("href", ""))) for link in no.links)
    batch_id = next((hit.group(1) for hit in found if hit), "")
    if not batch_id:
        raise NoAnswer("PayPal knows the payout and does not say as what")
    return batch_id
