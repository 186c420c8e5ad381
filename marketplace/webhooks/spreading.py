"""What happened becomes messages: one for each endpoint that wants to know, with the same id for all."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from rest_framework.utils.encoders import JSONEncoder

from escrow import clock
from escrow.story import story
from marketplace.models import WebhookDelivery, WebhookEndpoint, WebhookEvent
from marketplace.webhooks import kinds

log = logging.getLogger(__name__)
BATCH = 100
MOST_TRIES = 5
VERSION = 1


def spread_all() -> int:
    """Until nothing new waits; returns how many messages were written."""
    written, full = 0, True
    while full:
        made, full = _spread(BATCH)
        written += made
    return written


@story
def _spread(limit: int) -> tuple[int, bool]:
    """So many events, each only once, whoever else spreads; and whether there may be more."""
    waiting = WebhookEvent.objects.order_by("at", "pk").filter(tries__lt=MOST_TRIES)
    events = list(waiting.select_for_update(skip_locked=True)[:limit])
    return sum(_spread_one(event) for event in events), len(events) == limit


def _spread_one(event: WebhookEvent) -> int:
    """One that cannot be told keeps no other waiting; after some tries it stays for our staff."""
    try:
        with transaction.atomic():
            made = WebhookDelivery.objects.bulk_create(_deliveries(event), ignore_conflicts=True)
            event.delete()
            return len(made)
    except Exception:
        log.exception("webhook_event_not_told", extra={"event": str(event.pk)})
        event.tries += 1
        event.save(update_fields=["tries"])
        return 0


def _deliveries(event: WebhookEvent) -> Iterator[WebhookDelivery]:
    for kind in kinds.following(event):
        for endpoint, data in _wanted(event, kind):
            yield WebhookDelivery(
                endpoint=endpoint,
                message_id=f"msg_{event.pk.hex}",
                type=kind.name,
                body=body_of(kind.name, event.at, data),
                created_at=clock.now(),
                next_try_at=clock.now(),
            )


def _wanted(
    event: WebhookEvent, kind: kinds.EventKind
) -> Iterator[tuple[WebhookEndpoint, dict[str, Any]]]:
    """Only what somebody wants is put into words, in the language of the shop."""
    open_to_it = WebhookEndpoint.objects.kept().filter(events__contains=[kind.name])
    if not open_to_it.exists():
        return
    for seller, shape in kind.tell(event):
        endpoints = list(open_to_it.filter(seller=seller))
        if endpoints:
            with translation.override(seller.user.language), timezone.override(seller.user.zone):
                data = shape()
            yield from ((endpoint, data) for endpoint in endpoints)


def body_of(name: str, at: datetime, data: dict[str, Any]) -> str:
    """The same bytes on every try."""
    whole = {"type": name, "version": VERSION, "timestamp": at.isoformat(), "data": data}
    return json.dumps(whole, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":"))
