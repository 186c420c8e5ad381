"""After an import everything that it concerns is asked about, so that it moves on at once.

What is left is found in the rows, so a worker that comes later finds what a crash has left.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from escrow import gateways, inbox, operations
from escrow.gateways.bank_transfer import movements
from escrow.gateways.bank_transfer.account import NAME
from escrow.models import BankCharge, BankMovement, BankTransfer, Operation
from escrow.models.operation import UNANSWERED, OperationState

log = logging.getLogger(__name__)
CHANGED = [BankTransfer.State.SENT, BankTransfer.State.RETURNED, BankTransfer.State.REJECTED]


def follow() -> int:
    """Ask about whatever our account knows more of than our books; returns about how many."""
    if NAME not in {gateway.name for gateway in gateways.available()}:
        return 0
    asked = [_one(operations.ask, operation) for operation in list(_behind())]
    returned = [_one(_send_back_extra, operation) for operation in list(_with_extra())]
    return sum(asked) + sum(returned)


def _one(act: Callable[[Operation], object], operation: Operation) -> bool:
    """What cannot be settled keeps nobody else waiting, and is tried again."""
    try:
        act(operation)
    except Exception:
        log.exception("transfer_not_followed", extra={"operation": str(operation.pk)})
        return False
    return True


def _send_back_extra(operation: Operation) -> None:
    inbox.send_back_extra(gateways.get(NAME), operation)


def _behind() -> Iterator[Operation]:
    """Charges that were paid or closed, and transfers that left, failed or came back."""
    asked = _operations().filter(state__in=UNANSWERED)
    yield from asked.filter(pk__in=_keys(BankCharge.objects.exclude(state="waiting")))
    yield from asked.filter(pk__in=_keys(BankTransfer.objects.filter(state__in=CHANGED)))
    done = _operations().filter(state=OperationState.SUCCEEDED, returned_at=None)
    back = BankTransfer.objects.filter(state=BankTransfer.State.RETURNED)
    yield from done.filter(pk__in=_keys(back))


def _with_extra() -> QuerySet[Operation]:
    """Charges under which money was taken that no operation of ours knows."""
    booked = Operation.objects.filter(
        gateway=NAME, kind=Operation.Kind.CHARGE, provider_reference=OuterRef("reference")
    )
    taken = BankMovement.objects.filter(what=movements.CHARGE).exclude(Exists(booked))
    settled = _operations().exclude(Q(state__in=UNANSWERED) | Q(state=OperationState.CREATED))
    return settled.filter(pk__in=_keys(taken))


def _operations() -> QuerySet[Operation]:
    about = Operation.objects.filter(gateway=NAME)
    return about.select_related("payment", "refund", "payout").order_by("created_at")


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.values("operation_key")
