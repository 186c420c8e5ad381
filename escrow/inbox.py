"""Providers' messages: verified, stored as they came, answered, and acted on later."""

import logging
from collections.abc import Mapping

from django.db import transaction

from escrow import clock, gateways, operations
from escrow.models import Operation, PaymentEvent, PaymentEventOutcome

log = logging.getLogger(__name__)
BATCH = 200


def receive(gateway: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Store a message once. Returns whether it was new. Raises ForgedMessage."""
    event = gateways.get(gateway).parse_webhook(headers, body)
    stored = PaymentEvent.objects.bulk_create(
        [
            PaymentEvent(
                gateway=gateway,
                event_id=event.event_id,
                headers=dict(headers),
                body=body,
                received_at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )
    return bool(stored)


def process(limit: int = BATCH) -> int:
    """Act on the messages that nobody has acted on; returns how many."""
    waiting = PaymentEvent.objects.filter(outcome=None).order_by("pk")[:limit]
    for stored in waiting:
        try:
            _note(stored, _act(stored))
        except Exception:  # a message that cannot be acted on now stays in the inbox
            log.exception("payment_event_failed", extra={"event": stored.event_id})
    return len(waiting)


def _act(stored: PaymentEvent) -> str:
    """The message only says that something changed: what it is, the provider is asked."""
    event = gateways.get(stored.gateway).parse_webhook(stored.headers, bytes(stored.body))
    operation = Operation.objects.filter(pk=event.operation_id).first()
    if operation is None:
        return "unknown operation"
    return operations.ask(operation)


def _note(stored: PaymentEvent, outcome: str) -> None:
    with transaction.atomic():
        PaymentEventOutcome.objects.get_or_create(
            event=stored, defaults={"outcome": outcome, "at": clock.now()}
        )
