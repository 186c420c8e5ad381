"""Providers' messages: verified, stored as they came, answered, and acted on later."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping

from django.db import connection

from escrow import clock, gateways, operations
from escrow.gateways import Answer, BankCase, Event, Gateway, Status
from escrow.models import Operation, PaymentEvent, PaymentEventOutcome
from escrow.models.operation import OperationState

log = logging.getLogger(__name__)
BATCH = 200
# The message and the row that says it waits, or neither: one statement.
STORE = """
    WITH stored AS (
        INSERT INTO escrow_paymentevent (gateway, event_id, headers, body, received_at)
        VALUES (%s, %s, %s, %s, %s) ON CONFLICT (gateway, event_id) DO NOTHING RETURNING id
    )
    INSERT INTO escrow_paymenteventoutcome (event_id, outcome) SELECT id, '' FROM stored
"""


BankStory = Callable[[BankCase, str], str]
CaptureStory = Callable[[Operation, Answer], None]

_bank_case: BankStory
_extra_capture: CaptureStory


def register(
    *,
    bank_case: BankStory | None = None,
    extra_capture: CaptureStory | None = None,
) -> None:
    """From now on, these stories act on chargebacks and on money taken once too often."""
    global _bank_case, _extra_capture
    if bank_case:
        _bank_case = bank_case
    if extra_capture:
        _extra_capture = extra_capture


class NotTold(ConnectionError):
    """The provider was asked and did not answer. What the message was about is still to be learned."""


def receive(gateway: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Store a message once. Returns whether it was new. Raises ForgedMessage."""
    event = gateways.get(gateway).parse_webhook(headers, body)
    with connection.cursor() as cursor:
        cursor.execute(
            STORE, [gateway, event.event_id, json.dumps(dict(headers)), body, clock.now()]
        )
        return bool(cursor.rowcount)


def process(limit: int = BATCH) -> int:
    """Act on the messages that nobody has acted on; returns how many were acted on."""
    waiting = PaymentEventOutcome.objects.filter(outcome="").select_related("event")
    return sum(_handle(row) for row in waiting.order_by("event_id")[:limit])


def act_on(stored: PaymentEvent) -> str:
    """The message only says that something changed: what it is, the provider is asked.

    Raises OSError where nobody answers; the message can be acted on later, and again.
    """
    gateway = gateways.get(stored.gateway)
    event = gateway.parse_webhook(stored.headers, bytes(stored.body))
    if event.kind == "chargeback":
        return act_on_case(gateway, event.reference)
    operation = _known(event)
    if operation is None:
        return "unknown operation"
    status = operations.ask(operation)
    if status == Status.UNKNOWN:
        raise NotTold(event.event_id)
    if event.kind == Operation.Kind.CHARGE and _is_another(event, operation):
        send_back_extra(gateway, operation)
    return status


def act_on_case(gateway: Gateway, reference: str) -> str:
    """Ask the provider about a chargeback, and let its story act on what it says."""
    return _bank_case(gateway.bank_case(reference), gateway.name)


def send_back_extra(gateway: Gateway, operation: Operation) -> None:
    """Look at everything the provider took under a charge; what came too often goes back."""
    for capture in gateway.captures(operation):
        _extra_capture(operation, capture)


def _handle(row: PaymentEventOutcome) -> bool:
    """A message that cannot be acted on now stays in the inbox."""
    try:
        outcome = act_on(row.event)
    except OSError as silence:
        log.warning(
            "payment_event_waits", extra={"event": row.event.event_id, "why": repr(silence)}
        )
        return False
    except Exception:
        log.exception("payment_event_failed", extra={"event": row.event.event_id})
        return False
    return bool(
        PaymentEventOutcome.objects.filter(pk=row.pk, outcome="").update(
            outcome=outcome, at=clock.now()
        )
    )


def _known(event: Event) -> Operation | None:
    found = Operation.objects.filter(pk=event.operation_id)
    return found.select_related("payment", "refund", "payout").first()


def _is_another(event: Event, operation: Operation) -> bool:
    """The provider speaks of money taken that is not the one we know: it took it once too often.

    Of a declined charge we know of none, whatever it was called while it waited.
    """
    operation.refresh_from_db(fields=["provider_reference", "state"])
    if operation.is_unanswered() or not event.reference:
        return False
    known = operation.provider_reference if operation.state == OperationState.SUCCEEDED else ""
    return event.reference != known
