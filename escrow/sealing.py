"""Seals on the audit trail: batches of rows, each hashed together with the seal before it.

No story seals: a sweep does, behind them. Numbers are given to rows inside transactions that may
commit later, so it first notes a horizon and seals up to it when every transaction that could still
write below it has ended (docs/decisions/0099).
"""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import NamedTuple

from django.db import connection

from escrow import clock
from escrow.models import AuditEntry, AuditHorizon, AuditSeal
from escrow.still_writing import OLDEST_RUNNING, THIS_TRANSACTION, asked_for
from escrow.story import story

BATCH = 1000
LEAF = 40
# The words of a row as everybody can write them down again, hashed where the rows lie.
LEAVES = """
    SELECT coalesce(string_agg(int8send(id) || sha256(convert_to(jsonb_build_array(
        id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), by_id, action,
        subject_type, subject_id, detail)::text, 'UTF8')), ''::bytea ORDER BY id), ''::bytea)
    FROM (SELECT * FROM escrow_auditentry WHERE id > %s AND id <= %s ORDER BY id LIMIT %s) rows
"""
LAST_NUMBER = "SELECT coalesce(pg_sequence_last_value('escrow_auditentry_number'), 0)"


class Head(NamedTuple):
    """Where the chain has got to."""

    number: int
    to_id: int
    chained: str


def seal(batch: int = BATCH) -> int:
    """Seal everything that is decided; returns how many seals were made. Any number may run at once."""
    made = _seal_all(batch)
    _look_ahead()
    return made + _seal_all(batch)


def chain(seal: AuditSeal) -> str:
    """The hash of a seal: what it holds, when it was made, and the one before."""
    moment = seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
    rows = (seal.from_id, seal.to_id, seal.count, seal.sha256)
    said = "|".join(map(str, (seal.number, seal.previous, *rows, moment)))
    return hashlib.sha256(said.encode()).hexdigest()


def head() -> Head:
    """The newest seal; before the first there is nothing."""
    last = AuditSeal.objects.order_by("-number").values_list("number", "to_id", "chained").first()
    return Head(*last) if last else Head(0, 0, "")


def leaves_of(after: int, up_to: int, most: int | None) -> bytes:
    """Each row with these numbers: its number and the hash of its words."""
    with connection.cursor() as cursor:
        cursor.execute(LEAVES, [after, up_to, most])
        return bytes(cursor.fetchone()[0])


def _seal_all(batch: int) -> int:
    made = 0
    while _seal_batch(batch):
        made += 1
    return made


@story
def _seal_batch(batch: int) -> bool:
    """One seal, unless nothing more is decided. The horizon's lock lets one at a time do it."""
    horizon, last = _locked_horizon(), head()
    if horizon.up_to <= last.to_id or asked_for(OLDEST_RUNNING) < horizon.transaction:
        return False
    leaves = leaves_of(last.to_id, horizon.up_to, batch)
    if leaves:
        _write(last, leaves)
    return bool(leaves)


def _write(last: Head, leaves: bytes) -> None:
    made = AuditSeal(
        number=last.number + 1,
        from_id=last.to_id + 1,
        to_id=int.from_bytes(leaves[-LEAF:][:8], signed=True),
        count=len(leaves) // LEAF,
        leaves=leaves,
        sha256=hashlib.sha256(leaves).hexdigest(),
        previous=last.chained,
        sealed_at=clock.real_now(),
    )
    made.chained = chain(made)
    made.save(force_insert=True)


@story
def _look_ahead() -> None:
    """Note the newest number, then this transaction: whoever has a lower number is older than it.

    A horizon that is still waited for stays, so that it comes however many others begin meanwhile.
    """
    up_to, transaction = asked_for(LAST_NUMBER), asked_for(THIS_TRANSACTION)
    horizon = _locked_horizon()
    if _is_done_with(horizon, transaction):
        horizon.up_to, horizon.transaction = up_to, transaction
        horizon.save()


def _is_done_with(horizon: AuditHorizon, transaction: int) -> bool:
    """Everything below it is sealed; or the database, restored from a dump, counts anew."""
    if horizon.transaction > transaction:
        return True
    below = AuditEntry.objects.filter(pk__gt=head().to_id, pk__lte=horizon.up_to)
    return asked_for(OLDEST_RUNNING) >= horizon.transaction and not below.exists()


def _locked_horizon() -> AuditHorizon:
    AuditHorizon.objects.get_or_create(pk=1)
    return AuditHorizon.objects.select_for_update(no_key=True).get(pk=1)
