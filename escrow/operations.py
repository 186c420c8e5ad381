"""Calls to providers: claim, commit, call, record.

The operation is written as sent and committed before the call, so a crash leaves a question and
never a hole. What an answer means is a story, registered for the kind of operation.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from escrow import clock, gateways
from escrow.gateways import UNKNOWN, Answer, Gateway, Status
from escrow.models import Chargeback, Operation
from escrow.models.chargeback import OPEN as OPEN_CHARGEBACK
from escrow.models.operation import UNANSWERED, OperationState
from escrow.models.payment import GIVEN_UP
from escrow.story import story

log = logging.getLogger(__name__)

Settle = Callable[[Operation, Answer], None]
# Locks what the operation is about, in the one lock order, and moves it on.
Claim = Callable[[Operation], Operation]
BATCH = 100
CALLS: dict[str, Callable[[Gateway, Operation], Answer]] = {
    Operation.Kind.CHARGE: lambda gateway, operation: gateway.start(operation),
    Operation.Kind.REFUND: lambda gateway, operation: gateway.refund(operation),
    Operation.Kind.PAYOUT: lambda gateway, operation: gateway.payout(operation),
    Operation.Kind.CONTEST: lambda gateway, operation: gateway.contest(
        operation.the_chargeback, operation.details
    ),
}

_settle: dict[str, Settle] = {}
_claims: dict[str, Claim] = {}


def register(kind: str, settle: Settle, claim: Claim | None = None) -> None:
    """From now on, answers to operations of the kind are settled by this story.

    Operations with a claim wait for `run_waiting`; the others are sent by who writes them.
    """
    _settle[kind] = settle
    if claim:
        _claims[kind] = claim


def run(operation_id: UUID) -> Answer:
    """Send an operation to its provider, once, and settle the answer."""
    operation = _claim(operation_id)
    return call(operation) if operation else UNKNOWN


def call(operation: Operation) -> Answer:
    """Make the call of an operation that is written down as sent, and settle the answer."""
    gateway = gateways.get(operation.gateway)
    answer = _guarded(lambda: CALLS[operation.kind](gateway, operation))
    settle(operation, answer)
    return answer


def ask(operation: Operation) -> str:
    """Ask the provider what became of an operation; returns its answer's status.

    A charge that nobody waits for any more is ended with the question.
    """
    gateway = gateways.get(operation.gateway)
    return _asked(operation, gateway.void if _is_given_up(operation) else gateway.fetch)


def end(charge: Operation) -> str:
    """Let a charge that waits for the buyer be paid no more; returns the answer's status."""
    return _asked(charge, gateways.get(charge.gateway).void)


def settle(operation: Operation, answer: Answer) -> None:
    """What the answer means is a story. A yes to nothing is no answer."""
    if answer.amount is not None and answer.amount.minor <= 0:
        answer = UNKNOWN
    _settle[operation.kind](operation, answer)


def run_waiting() -> int:
    """Send what was written down and never sent; returns how many."""
    ids = list(_waiting().order_by("created_at").values_list("pk", flat=True)[:BATCH])
    for operation_id in ids:
        run(operation_id)
    return len(ids)


def ask_about_unanswered() -> int:
    """The reconciler: ask about everything that got no clear answer. Nothing is ever guessed."""
    rows = list(_unanswered().order_by("ask_at")[:BATCH])
    for operation in rows:
        ask(operation)
        _wait_longer(operation)
    return len(rows)


def _asked(operation: Operation, question: Callable[[Operation], Answer]) -> str:
    answer = _guarded(lambda: question(operation))
    settle(operation, answer)
    return answer.status


def _unanswered() -> QuerySet[Operation]:
    due = Operation.objects.filter(state__in=UNANSWERED, ask_at__lte=clock.now())
    return due.select_related("payment", "refund", "payout", "chargeback")


def _is_given_up(operation: Operation) -> bool:
    is_charge = operation.kind == Operation.Kind.CHARGE and operation.is_unanswered()
    return is_charge and operation.the_payment.state in GIVEN_UP


def _wait_longer(operation: Operation) -> None:
    operation.wait_longer(clock.now())
    Operation.objects.filter(pk=operation.pk, state__in=UNANSWERED).update(
        asks=operation.asks, ask_at=operation.ask_at
    )


def _waiting() -> QuerySet[Operation]:
    """While a bank takes a payment back, nothing more is sent back to that payment."""
    taken_back = Chargeback.objects.filter(
        payment=OuterRef("payment"), state__in=OPEN_CHARGEBACK, taken_at__isnull=False
    )
    created = Operation.objects.filter(state=OperationState.CREATED, kind__in=list(_claims))
    return created.exclude(Q(kind=Operation.Kind.REFUND) & Exists(taken_back))


@story
def _claim(operation_id: UUID) -> Operation | None:
    """Write it down as sent before anything leaves the house; None if somebody else has."""
    waiting = Operation.objects.filter(pk=operation_id, state=OperationState.CREATED).first()
    if waiting is None:
        return None
    operation = _claims[waiting.kind](waiting)
    if operation.state != OperationState.CREATED:
        return None
    operation.send(clock.now())
    operation.save(update_fields=["state", "asked_at", "ask_at"])
    return operation


def _guarded(call: Callable[[], Answer]) -> Answer:
    """Whatever goes wrong on the line is an unknown answer, never a failed payment."""
    try:
        return call()
    except (OSError, TimeoutError) as broken:
        log.warning("provider_unreachable", extra={"error": repr(broken)})
        return Answer(Status.UNKNOWN)
