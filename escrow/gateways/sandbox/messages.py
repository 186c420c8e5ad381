"""The provider's signed messages: an outgoing box, and how we know them from forged ones.

A message is written with what it tells of and leaves afterwards: at once, late, more than once, or
when somebody lets it go. It says only that something has changed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from escrow import clock, inbox
from escrow.gateways import Event, ForgedMessage
from escrow.gateways.sandbox import faults
from escrow.models import SandboxMessage

SIGNATURE = "Sandbox-Signature"
BATCH = 200

Tell = Callable[..., None]


@contextmanager
def afterwards() -> Iterator[Tell]:
    """One transaction at the provider's. What is told in it leaves when it has ended."""
    written: list[SandboxMessage] = []
    with transaction.atomic():

        def tell(kind: str, key: UUID, reference: str, state: str, **how: Any) -> None:
            written.extend(_write(kind, key, reference, state, **how))

        yield tell
    moment = clock.now()
    _send([row for row in written if row.deliver_at and row.deliver_at <= moment])


def deliver() -> int:
    """Send what is due; returns how many messages left."""
    due = waiting().filter(deliver_at__lte=clock.now()).order_by("deliver_at", "pk")
    return _send(list(due[:BATCH]))


def let_go(*, copies: int = 1, backwards: bool = False) -> int:
    """Send everything that waits, whenever it was meant to leave; the newest first if backwards."""
    rows = list(waiting().order_by("-pk" if backwards else "pk")[:BATCH])
    return _send(rows, at_least=copies)


def waiting() -> QuerySet[SandboxMessage]:
    """What has not left yet."""
    return SandboxMessage.objects.filter(delivered_at=None)


def sign(body: bytes) -> str:
    return hmac.new(_secret(), body, hashlib.sha256).hexdigest()


def read(headers: Mapping[str, str], body: bytes) -> Event:
    """Verify and read a message. Raises ForgedMessage."""
    if not hmac.compare_digest(headers.get(SIGNATURE, ""), sign(body)):
        raise ForgedMessage("sandbox")
    try:
        said = json.loads(body)
        return Event(said["id"], said["operation"], said["kind"], said.get("reference", ""))
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise ForgedMessage("sandbox") from wrong


def _write(
    kind: str,
    key: UUID,
    reference: str,
    state: str,
    *,
    late: timedelta | None = None,
    copies: int = 1,
) -> list[SandboxMessage]:
    """In the box, once for each state of each thing; held back if somebody wants that."""
    event_id = f"evt_{reference}_{state}"
    body = {"id": event_id, "kind": kind, "operation": str(key), "reference": reference}
    row, is_new = SandboxMessage.objects.get_or_create(
        event_id=event_id,
        defaults={
            "body": json.dumps(body | {"state": state}, sort_keys=True),
            "made_at": clock.now(),
            "deliver_at": _when(late),
            "copies": max(copies, faults.copies()),
        },
    )
    return [row] if is_new else []


def _when(late: timedelta | None) -> datetime | None:
    if faults.weather().holds_messages:
        return None
    return clock.now() + (faults.delay() if late is None else late)


def _send(rows: Sequence[SandboxMessage], at_least: int = 1) -> int:
    """Post each to our inbox, as the provider's server would. One sent again does no harm."""
    for row in rows:
        body = row.body.encode()
        for _copy in range(max(row.copies, at_least)):
            inbox.receive("sandbox", {SIGNATURE: sign(body)}, body)
        row.delivered_at = clock.now()
        row.save(update_fields=["delivered_at"])
    return len(rows)


def _secret() -> bytes:
    return hashlib.sha256(b"sandbox webhooks " + settings.SECRET_KEY.encode()).digest()
