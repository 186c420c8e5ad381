"""What the clock does. Each task is one call, harmless when it runs twice."""

from typing import Any

from celery import shared_task
from celery.signals import before_task_publish
from django.db import OperationalError, close_old_connections

from escrow import (
    books_proving,
    closing,
    deadlines,
    fund,
    heartbeats,
    inbox,
    months,
    operations,
    outages,
    reconciliation,
    sealing,
    trail_proof,
)
from escrow.gateways.bank_transfer import following
from escrow.gateways.sandbox import provider
from escrow.walking import stands_aside

HEARTBEAT = "escrow.tasks.heartbeat"


# Whoever is due waits for the database, and not for the next turn as well. Each try expires with
# the turn that it is of.
AGAIN: dict[str, Any] = {"countdown": 5, "max_retries": 12}


@shared_task(name="escrow.tasks.sweep", autoretry_for=(OperationalError,), retry_kwargs=AGAIN)
@stands_aside
def sweep() -> int:
    """A long backlog is worked off in turns, by as many workers as are free."""
    if outages.open_now():
        return 0
    turn = deadlines.take_turn()
    if turn.more:
        sweep.apply_async(expires=60)
    return turn.handed


@shared_task(name="escrow.tasks.process_payment_events")
@stands_aside
def process_payment_events() -> int:
    return inbox.process()


@shared_task(name="escrow.tasks.run_operations")
@stands_aside
def run_operations() -> int:
    return operations.run_waiting()


@shared_task(name="escrow.tasks.ask_about_unanswered")
@stands_aside
def ask_about_unanswered() -> int:
    return operations.ask_about_unanswered()


@shared_task(name="escrow.tasks.sweep_plus_fees")
@stands_aside
def sweep_plus_fees() -> int:
    return fund.sweep_plus_fees()


@shared_task(name="escrow.tasks.reconcile_reports")
@stands_aside
def reconcile_reports() -> int:
    return reconciliation.reconcile_due()


@shared_task(name="escrow.tasks.follow_statements")
@stands_aside
def follow_statements() -> int:
    """What a crash after an import has left."""
    return following.follow()


@shared_task(name="escrow.tasks.turn_sandbox")
@stands_aside
def turn_sandbox() -> int:
    return provider.turn()


@shared_task(name="escrow.tasks.prepare_months")
def prepare_months() -> None:
    months.prepare()


@shared_task(name="escrow.tasks.seal_audit")
@stands_aside
def seal_audit() -> int:
    return sealing.seal()


@shared_task(name="escrow.tasks.close_days")
@stands_aside
def close_days() -> int:
    return closing.close_days()


@shared_task(name="escrow.tasks.check_audit")
def check_audit() -> int:
    """How many faults the whole trail has; staff are told of any."""
    return trail_proof.check().faults


# Longer than other tasks may take: it reads every row that there is.
@shared_task(name="escrow.tasks.prove_books", time_limit=3600)
@stands_aside
def prove_books() -> int | None:
    proof = books_proving.prove_when_due()
    return proof.differences if proof else None


@shared_task(name=HEARTBEAT)
def heartbeat() -> None:
    heartbeats.beat(heartbeats.WORKER)


@shared_task(name="escrow.tasks.heartbeat_files")
def heartbeat_files() -> None:
    heartbeats.beat(heartbeats.FILES)


@before_task_publish.connect(sender=HEARTBEAT)
def clock_is_at_work(**_: Any) -> None:
    """Nobody sends it but the clock, so it is the clock's own sign of life."""
    close_old_connections()  # the clock has no request that would, and outlives a database
    heartbeats.beat(heartbeats.CLOCK)
    close_old_connections()
