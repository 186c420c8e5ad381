"""Carriers' messages: verified, stored as they came, answered, and acted on later.

A message about a parcel that nobody knows yet waits for it: sellers often write the number down
after the carrier has it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from escrow import clock
from escrow.story import step
from marketplace import carrier_parcels, carrier_scan, carrier_signature
from marketplace.carrier_scan import Unreadable
from marketplace.known_carriers import bare
from marketplace.models import CarrierMessage, CarrierMessageOutcome

log = logging.getLogger(__name__)
BATCH = 200
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=14)
UNKNOWN = "unknown parcel"
# The message and the row that says it waits, or neither: one statement.
STORE = """
    WITH stored AS (
        INSERT INTO marketplace_carriermessage (carrier, event_id, source, body, received_at)
        VALUES (%(carrier)s, %(event_id)s, %(source)s, %(body)s, %(now)s)
        ON CONFLICT (carrier, event_id) DO NOTHING RETURNING id
    )
    INSERT INTO marketplace_carriermessageoutcome
        (message_id, outcome, number, tries, next_try_at) SELECT id, '', '', 0, %(now)s FROM stored
"""


def receive(carrier: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Store a message once. Returns whether it was new. Raises ForgedMessage."""
    event_id = carrier_signature.verify(carrier, headers, body)
    return store(carrier, event_id, body, CarrierMessage.Source.WEBHOOK)


def store(carrier: str, event_id: str, body: bytes, source: str) -> bool:
    """Returns whether it was new."""
    row: dict[str, Any] = {
        "carrier": carrier,
        "event_id": event_id,
        "source": source,
        "body": body,
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(STORE, row)
        return bool(cursor.rowcount)


def process(limit: int = BATCH) -> int:
    """Act on the messages that are due; returns how many found their end."""
    due = CarrierMessageOutcome.objects.filter(outcome="", next_try_at__lte=clock.now())
    rows = due.select_related("message").order_by("next_try_at", "pk")[:limit]
    return sum(_handle(row) for row in list(rows))


@step
def expect(number: str) -> None:
    """A parcel with this number is known from now on: what was told of it is read at once."""
    waiting = CarrierMessageOutcome.objects.filter(outcome="", number=bare(number) or None)
    waiting.update(next_try_at=clock.now())


def _handle(row: CarrierMessageOutcome) -> bool:
    """A message that cannot be acted on now stays, and is tried again."""
    try:
        scan = carrier_scan.read(row.message.carrier, bytes(row.message.body))
        row.number = scan.number
        row.outcome = carrier_parcels.act(scan, row.message.event_id)
    except Unreadable as wrong:
        row.outcome = f"unreadable: {wrong}"[:80]
    except Exception:
        log.exception("carrier_message_failed", extra={"event": row.message.event_id})
    return _write(row)


def _write(row: CarrierMessageOutcome) -> bool:
    now = clock.now()
    row.tries += 1
    if not row.outcome and now - row.message.received_at >= GIVEN_UP_AFTER:
        row.outcome = UNKNOWN
    row.at = now if row.outcome else None
    row.next_try_at = now + min(FIRST_WAIT * 2 ** min(row.tries - 1, 10), LONGEST_WAIT)
    with transaction.atomic():
        row.save(update_fields=["outcome", "number", "tries", "next_try_at", "at"])
    return bool(row.outcome)
