"""Calls to providers: claim, commit, call, record.

The operation is written as sent and committed before the call, so a crash leaves a question and
never a hole. What an answer means is a story, registered for the kind of operation.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from escrow import clock, gateways
from escrow.gateways import UNKNOWN, Answer, Status
from escrow.models import Operation, Payment, Refund
from escrow.models.operation import UNANSWERED, OperationState
from escrow.models.payment import GIVEN_UP
from escrow.models.refund import RefundState
from escrow.story import story

log = logging.getLogger(__name__)

Settle = Callable[[Operation, Answer], None]
ASK_AGAIN_AFTER = timedelta(minutes=1)
BATCH = 100

_settle: dict[str, Settle] = {}


def register(kind: str, settle: Settle) -> None:
    """From now on, answers to operations of the kind are settled by this story."""
    _settle[kind] = settle


def run(operation_id: UUID) -> Answer:
    """Send an operation to its provider, once, and settle the answer."""
    operation = _claim(operation_id)
    return call(operation) if operation else UNKNOWN


def call(operation: Operation) -> Answer:
    """Make the call of an operation that is written down as sent, and settle the answer."""
    answer = _call(operation)
    settle(operation, answer)
    return answer


def ask(operation: Operation) -> str:
    """Ask the provider what became of an operation; returns its answer's status."""
    if operation.state not in UNANSWERED:
        return f"already {operation.state}"
    answer = _guarded(lambda: gateways.get(operation.payment.gateway).fetch(operation))
    settle(operation, answer)
    return answer.status


def settle(operation: Operation, answer: Answer) -> None:
    """What the answer means is a story. A yes to nothing is no answer."""
    if answer.amount is not None and answer.amount.minor <= 0:
        answer = UNKNOWN
    _settle[operation.kind](operation, answer)


def run_waiting() -> int:
    """Send what was written down and never sent; returns how many."""
    waiting = Operation.objects.filter(state=OperationState.CREATED, kind=Operation.Kind.REFUND)
    ids = list(waiting.order_by("created_at").values_list("pk", flat=True)[:BATCH])
    for operation_id in ids:
        run(operation_id)
    return len(ids)


def ask_about_unanswered() -> int:
    """The reconciler: ask about everything that got no clear answer. Nothing is ever guessed."""
    since = clock.now() - ASK_AGAIN_AFTER
    unanswered = (
        Operation.objects.filter(
            Q(state=OperationState.UNKNOWN) | Q(state=OperationState.SENT, asked_at__lte=since)
        )
        .exclude(payment__state__in=GIVEN_UP, next_url__gt="")
        .select_related("payment")
    )
    rows = list(unanswered.order_by("asked_at")[:BATCH])
    for operation in rows:
        ask(operation)
    return len(rows)


@story
def _claim(operation_id: UUID) -> Operation | None:
    """Write it down as sent before anything leaves the house; None if somebody else has."""
    payment_id = Operation.objects.values_list("payment_id", flat=True).get(pk=operation_id)
    payment = Payment.objects.select_for_update(no_key=True).get(pk=payment_id)
    operation = Operation.objects.select_for_update(no_key=True).get(pk=operation_id)
    if operation.state != OperationState.CREATED:
        return None
    operation.payment = payment
    operation.send(clock.now())
    operation.save()
    if operation.refund_id:
        refund = Refund.objects.select_for_update(no_key=True).get(pk=operation.refund_id)
        if refund.state == RefundState.APPROVED:
            refund.process()
            refund.save()
    return operation


def _call(operation: Operation) -> Answer:
    gateway = gateways.get(operation.payment.gateway)
    if operation.kind == Operation.Kind.REFUND:
        return _guarded(lambda: gateway.refund(operation))
    return _guarded(lambda: gateway.start(operation))


def _guarded(call: Callable[[], Answer]) -> Answer:
    """Whatever goes wrong on the line is an unknown answer, never a failed payment."""
    try:
        return call()
    except (OSError, TimeoutError) as broken:
        log.warning("provider_unreachable", extra={"error": repr(broken)})
        return Answer(Status.UNKNOWN)
