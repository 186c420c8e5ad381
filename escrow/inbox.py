"""Providers' messages: verified, stored as they came, answered, and acted on later."""

import json
import logging
from collections.abc import Mapping

from django.db import connection

from escrow import clock, gateways, operations
from escrow.models import Operation, PaymentEvent, PaymentEventOutcome

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


def _handle(row: PaymentEventOutcome) -> bool:
    """A message that cannot be acted on now stays in the inbox."""
    try:
        outcome = _act(row.event)
    except Exception:
        log.exception("payment_event_failed", extra={"event": row.event.event_id})
        return False
    return bool(
        PaymentEventOutcome.objects.filter(pk=row.pk, outcome="").update(
            outcome=outcome, at=clock.now()
        )
    )


def _act(stored: PaymentEvent) -> str:
    """The message only says that something changed: what it is, the provider is asked."""
    event = gateways.get(stored.gateway).parse_webhook(stored.headers, bytes(stored.body))
    known = Operation.objects.filter(pk=event.operation_id).select_related("payment")
    operation = known.first()
    return operations.ask(operation) if operation else "unknown operation"
