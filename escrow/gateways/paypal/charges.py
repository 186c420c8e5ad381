"""A charge with PayPal: an order is made, the buyer agrees to it there, and then we capture it.

Nothing is taken before we capture. So an order that is given up, or whose answer never came, is
only left alone: nobody but us can turn it into money, and a closed key is never captured.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from escrow.gateways import UNKNOWN, Answer, Status
from escrow.gateways.lateness import may_not_be_sent
from escrow.gateways.paypal import amounts, memory, orders
from escrow.gateways.paypal.refusals import Refused
from escrow.models import Operation

STATUSES = {
    "COMPLETED": Status.SUCCEEDED,
    "PARTIALLY_REFUNDED": Status.SUCCEEDED,
    "REFUNDED": Status.SUCCEEDED,
    "PENDING": Status.PENDING,
    "DECLINED": Status.DECLINED,
    "FAILED": Status.DECLINED,
}
# The buyer goes back to PayPal and does something about it.
BUYER_AGAIN = {"INSTRUMENT_DECLINED", "PAYER_ACTION_REQUIRED", "ORDER_NOT_APPROVED"}
GONE = {"RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID"}


def start(operation: Operation) -> Answer:
    """An order, and the page on which the buyer agrees to it."""
    if memory.of(operation).reference:
        return fetch(operation)
    if not memory.may_leave(operation):
        return _never_sent(operation)
    try:
        order = orders.create(operation)
    except Refused as no:
        return memory.refusal(memory.close(operation, no.issue)) if no.is_clear() else UNKNOWN
    memory.keep(operation, reference=order["id"])
    return _as_it_stands(operation, order)


def fetch(operation: Operation) -> Answer:
    """Where it stands; what the buyer has agreed to is captured with the question."""
    call = memory.of(operation)
    if call.capture:
        return captured(orders.get_capture(call.capture))
    if not call.reference:
        may_ask = not may_not_be_sent(operation) and not call.closed_at
        return start(operation) if may_ask else _never_sent(operation)
    try:
        return _as_it_stands(operation, orders.get(call.reference))
    except Refused as no:
        return _gone(operation, no)


def void(operation: Operation) -> Answer:
    """Never captured from now on, however the buyer agrees; what was taken already stays taken."""
    call = memory.close(operation, memory.ABANDONED)
    if call.capture:
        return captured(orders.get_capture(call.capture))
    if not call.reference:
        return memory.refusal(call)
    try:
        return _as_it_stands(operation, orders.get(call.reference))
    except Refused as no:
        return _gone(operation, no)


def captures(operation: Operation) -> Iterable[Answer]:
    """Everything taken under it. One order is captured once; a second order is never made."""
    call = memory.of(operation)
    if not call.reference:
        return []
    try:
        taken = orders.captures_in(orders.get(call.reference))
    except Refused:
        taken = [orders.get_capture(call.capture)] if call.capture else []
    answers = [captured(each) for each in taken]
    return [answer for answer in answers if answer.status == Status.SUCCEEDED]


def captured(capture: dict[str, Any]) -> Answer:
    """What a capture says. An e-check is under way for days."""
    status = STATUSES.get(str(capture.get("status")), Status.UNKNOWN)
    if status == Status.UNKNOWN:
        return UNKNOWN
    return Answer(
        status,
        amount=amounts.read(capture.get("amount")),
        reference=str(capture["id"]),
        code=_why(capture) if status == Status.DECLINED else "",
        instrument="PayPal" if status == Status.SUCCEEDED else "",
    )


def _as_it_stands(operation: Operation, order: orders.Order) -> Answer:
    if taken := orders.captures_in(order):
        return _taken(operation, taken)
    if order["status"] == orders.APPROVED and memory.may_capture(operation):
        return _capture(operation, order)
    call = memory.of(operation)
    if call.closed_at:
        return memory.refusal(call)
    if order["status"] in orders.WAITING:
        return _waits(order, orders.page(order))
    if order["status"] == "VOIDED":
        return memory.refusal(memory.not_captured(operation, "order_voided"))
    return UNKNOWN


def _capture(operation: Operation, order: orders.Order) -> Answer:
    try:
        taken = orders.captures_in(orders.capture(operation, order))
    except Refused as no:
        return _not_captured(operation, order, no)
    return _taken(operation, taken) if taken else UNKNOWN


def _not_captured(operation: Operation, order: orders.Order, no: Refused) -> Answer:
    if no.issue == "ORDER_ALREADY_CAPTURED":
        taken = orders.captures_in(orders.get(order["id"]))
        return _taken(operation, taken) if taken else UNKNOWN
    if no.issue in BUYER_AGAIN:
        memory.not_captured(operation)
        return _waits(order, no.link("redirect", "payer-action") or orders.page(order))
    if not no.is_clear():
        return UNKNOWN
    return memory.refusal(memory.not_captured(operation, no.issue))


def _taken(operation: Operation, taken: list[dict[str, Any]]) -> Answer:
    memory.keep(operation, capture=str(taken[0]["id"]))
    return captured(taken[0])


def _waits(order: orders.Order, page: str) -> Answer:
    return Answer(Status.REQUIRES_ACTION, reference=order["id"], next_url=page) if page else UNKNOWN


def _gone(operation: Operation, no: Refused) -> Answer:
    """PayPal forgets an order that nobody agreed to after some hours."""
    if no.issue not in GONE or memory.of(operation).capture_sent_at:
        return UNKNOWN
    return memory.refusal(memory.close(operation, "order_expired"))


def _never_sent(operation: Operation) -> Answer:
    """No order that we know: if PayPal made one, its page was shown to nobody, and we close it."""
    return memory.close_when_late(operation, is_harmless=True)


def _why(capture: dict[str, Any]) -> str:
    said = capture.get("processor_response") or capture.get("status_details") or {}
    return str(said.get("response_code") or said.get("reason") or "declined").lower()
