"""Providers' messages: verified, stored as they came, answered, and acted on later."""

import logging
from collections.abc import Mapping

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
    """Act on the messages that nobody has acted on; returns how many were acted on."""
    waiting = list(PaymentEvent.objects.filter(outcome=None).order_by("pk")[:limit])
    outcomes = [outcome for stored in waiting if (outcome := _outcome(stored))]
    PaymentEventOutcome.objects.bulk_create(outcomes, ignore_conflicts=True)
    return len(outcomes)


def _outcome(stored: PaymentEvent) -> PaymentEventOutcome | None:
    """A message that cannot be acted on now stays in the inbox."""
    try:
        return PaymentEventOutcome(event=stored, outcome=_act(stored), at=clock.now())
    except Exception:
        log.exception("payment_event_failed", extra={"event": stored.event_id})
        return None


def _act(stored: PaymentEvent) -> str:
    """The message only says that something changed: what it is, the provider is asked."""
    event = gateways.get(stored.gateway).parse_webhook(stored.headers, bytes(stored.body))
    known = Operation.objects.filter(pk=event.operation_id).select_related("payment")
    operation = known.first()
    return operations.ask(operation) if operation else "unknown operation"
