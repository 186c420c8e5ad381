"""The sweep that brings messages to endpoints: once, again after a while, or not.

As with mails: taking is a short story that promises the next try, the call stands outside any
transaction, and what came back is written down in another. Whoever dies in between leaves a message
that is sent again under the same id, and two sweeps never hold the same one.
"""

from __future__ import annotations

import logging
import random
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from datetime import timedelta

from escrow import audit, clock, outbox
from escrow.story import step, story
from marketplace.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from marketplace.webhooks import calling, secrets
from marketplace.webhooks.calling import Answer

log = logging.getLogger(__name__)
BATCH, LOOKED_AT, AT_ONCE = 40, 500, 8
OF_ONE, OF_ONE_THAT_FAILS = 20, 3
# Longer than a whole batch can take: nobody else takes what is being sent.
LEASE = timedelta(minutes=10)
# The schedule of the convention (standardwebhooks.com); a little later for some than for others.
PAUSES = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
]
ATTEMPTS = len(PAUSES) + 1
LATER_BY = 0.2
STOPPED_AFTER = timedelta(days=5)
GONE = 410


def send_waiting(limit: int = BATCH) -> int:
    """Bring what is due to where it is wanted; returns how many were taken there."""
    taken = _take(_fair(limit))
    with ThreadPoolExecutor(max_workers=AT_ONCE) as lines:
        calls = {lines.submit(call, delivery): delivery for delivery in taken}
        return sum(_noted(calls[done], done) for done in as_completed(calls))


def call(delivery: WebhookDelivery) -> Answer:
    """Bring it there once. Nothing of this touches the database."""
    body, at, endpoint = delivery.body, clock.real_now(), delivery.endpoint
    try:
        signed = secrets.signatures(endpoint, delivery.message_id, at, body)
    except secrets.Unreadable:
        return Answer(0, trouble="secret")
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Holdfast-Webhooks/1",
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signed,
    }
    return calling.post(endpoint.address, body.encode(), headers)


@story
def note(delivery: WebhookDelivery, answer: Answer) -> bool:
    """Write down what came back; says whether it was taken."""
    endpoint = WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=delivery.endpoint_id)
    row = WebhookDelivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    WebhookAttempt.objects.create(
        delivery=row,
        at=clock.now(),
        status=answer.status,
        milliseconds=answer.milliseconds,
        answer=answer.said,
        trouble=answer.trouble,
    )
    if answer.is_good:
        _note_taken(row, endpoint)
    else:
        _note_failure(row, endpoint, gone=answer.status == GONE)
    return answer.is_good


def _noted(delivery: WebhookDelivery, done: Future[Answer]) -> bool:
    """One whose answer cannot be written down is sent again later; it spoils no other's."""
    try:
        return note(delivery, done.result())
    except Exception:
        log.exception("webhook_not_noted", extra={"delivery": delivery.pk})
        return False


def _fair(limit: int) -> list[int]:
    """The oldest that are due, and of one that fails only a few: it keeps no other waiting."""
    due = WebhookDelivery.objects.due(clock.now()).values_list(
        "pk", "endpoint_id", "endpoint__failing_since"
    )[:LOOKED_AT]
    chosen: list[int] = []
    counted: dict[object, int] = {}
    for pk, endpoint, failing in due:
        counted[endpoint] = counted.get(endpoint, 0) + 1
        if counted[endpoint] <= (OF_ONE_THAT_FAILS if failing else OF_ONE):
            chosen.append(pk)
    return chosen[:limit]


@story
def _take(ids: list[int]) -> list[WebhookDelivery]:
    """Ours until the lease is over."""
    due = WebhookDelivery.objects.due(clock.now()).filter(pk__in=ids).select_related("endpoint")
    taken = list(due.select_for_update(skip_locked=True, no_key=True, of=("self",)))
    for delivery in taken:
        delivery.attempts += 1
        delivery.next_try_at = clock.now() + LEASE
    WebhookDelivery.objects.bulk_update(taken, ["attempts", "next_try_at"])
    return taken


@step
def _note_taken(row: WebhookDelivery, endpoint: WebhookEndpoint) -> None:
    row.delivered_at, row.given_up_at, row.next_try_at = clock.now(), None, None
    row.save(update_fields=["delivered_at", "given_up_at", "next_try_at"])
    if endpoint.failing_since:
        endpoint.failing_since = None
        endpoint.save(update_fields=["failing_since"])


@step
def _note_failure(row: WebhookDelivery, endpoint: WebhookEndpoint, *, gone: bool) -> None:
    """Again after a longer pause, or never; an endpoint that fails for days is told nothing more."""
    if not row.delivered_at:
        over = row.attempts >= ATTEMPTS
        row.given_up_at = clock.now() if over else None
        row.next_try_at = None if over else clock.now() + _pause(row.attempts)
        row.save(update_fields=["given_up_at", "next_try_at"])
    endpoint.failing_since = endpoint.failing_since or clock.now()
    if endpoint.is_on() and (gone or endpoint.failing_since <= clock.now() - STOPPED_AFTER):
        endpoint.stop(clock.now())
        audit.record(None, "webhook_stopped", endpoint, gone=gone)
        key = f"{endpoint.pk}:{clock.now().isoformat()}"
        outbox.announce(endpoint.seller.user_id, "webhook_stopped", endpoint, key=key)
    endpoint.save(update_fields=["failing_since", "stopped_at"])


def _pause(attempts: int) -> timedelta:
    whole = PAUSES[min(attempts, len(PAUSES)) - 1]
    return whole * (1 + random.random() * LATER_BY)  # noqa: S311 (no secret)
