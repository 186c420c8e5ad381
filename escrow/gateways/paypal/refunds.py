"""Refunds of captures, in parts until nothing is left.

PayPal remembers the key of a refund for 45 days and answers it with what was done. So a refund that
left and was not answered is asked about by sending it once more, and one that never left is closed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from escrow import clock
from escrow.gateways import UNKNOWN, Answer, Status
from escrow.gateways.paypal import amounts, client, memory
from escrow.gateways.paypal.refusals import Refused
from escrow.models import Operation, PaypalCall
from escrow.models.operation import OperationState

REMEMBERED = timedelta(days=40)


def send(operation: Operation) -> Answer:
    """Send money back to the buyer's PayPal, once."""
    if memory.of(operation).reference:
        return fetch(operation)
    if not memory.may_leave(operation):
        return memory.close_when_late(operation)
    charge = operation.the_payment.operations.get(kind=Operation.Kind.CHARGE, state="succeeded")
    path = f"/v2/payments/captures/{charge.provider_reference}/refund"
    body = {"amount": amounts.written(operation.amount), "custom_id": str(operation.pk)}
    try:
        made = client.post(path, body, key=str(operation.pk))
    except Refused as no:
        return memory.refusal(memory.close(operation, no.issue)) if no.is_clear() else UNKNOWN
    memory.keep(operation, reference=str(made["id"]))
    return _refunded(operation, made)


def fetch(operation: Operation) -> Answer:
    """What became of it."""
    call = memory.of(operation)
    if call.reference:
        return _refunded(operation, client.get(f"/v2/payments/refunds/{call.reference}"))
    if call.closed_at or call.sent_at is None:
        return memory.close_when_late(operation)
    return send(operation) if is_remembered(call, REMEMBERED) else UNKNOWN


def is_remembered(call: PaypalCall, span: timedelta) -> bool:
    """PayPal still knows the key: sent once more, it is not done once more."""
    return call.sent_at is not None and clock.now() < call.sent_at + span


def _refunded(operation: Operation, refund: dict[str, Any]) -> Answer:
    """One that fails after it was done has come back to us."""
    status = {
        "COMPLETED": Status.SUCCEEDED,
        "PENDING": Status.PENDING,
        "FAILED": _failed(operation),
        "CANCELLED": _failed(operation),
    }.get(str(refund.get("status")), Status.UNKNOWN)
    if status == Status.UNKNOWN:
        return UNKNOWN
    has_failed = status in (Status.DECLINED, Status.RETURNED)
    return Answer(
        status,
        amount=amounts.read(refund.get("amount")),
        reference=str(refund["id"]),
        code=_why(refund) if has_failed else "",
    )


def _failed(operation: Operation) -> Status:
    done = Operation.objects.filter(pk=operation.pk, state=OperationState.SUCCEEDED)
    return Status.RETURNED if done.exists() else Status.DECLINED


def _why(refund: dict[str, Any]) -> str:
    details = refund.get("status_details") or {}
    return str(details.get("reason") or refund["status"]).lower()
