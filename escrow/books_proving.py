"""The books are proved by the clock, and how it came out is a row that the health page reads."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import connection

from escrow import audit, checking, clock
from escrow.models import BooksProof
from escrow.story import story

log = structlog.get_logger(__name__)
ALONE = "SELECT pg_advisory_xact_lock(hashtext('the books are being proved'))"
# A proof whose worker has died keeps nobody else from it for longer.
GIVEN_UP_AFTER = timedelta(hours=2)
KEPT = 20


def prove_when_due() -> BooksProof | None:
    """By one worker, on whatever machine; None where the last proof is young enough."""
    begun = begin_when_due()
    return prove(begun) if begun else None


def latest() -> BooksProof | None:
    """The last one that came to an end."""
    return BooksProof.objects.exclude(finished_at=None).order_by("-finished_at").first()


@story
def begin_when_due() -> BooksProof | None:
    """The row is the claim: whoever writes it does the work."""
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
    last = BooksProof.objects.order_by("-started_at").first()
    if last is not None and not _is_old(last):
        return None
    return BooksProof.objects.create(started_at=clock.real_now())


def prove(begun: BooksProof) -> BooksProof:
    """Our own books among themselves; reports are compared with them four times a day."""
    found = [f"{each.rule}: {each.row}" for each in checking.among_themselves()]
    if found:
        # What is broken, and not whose money it is.
        rules = sorted({each.partition(":")[0] for each in found})
        log.error("books_disagree", differences=len(found), rules=rules)
    return _end(begun, found)


@story
def _end(begun: BooksProof, found: list[str]) -> BooksProof:
    begun.finished_at, begun.differences = clock.real_now(), len(found)
    begun.first_differences = found[:KEPT]
    begun.save()
    if found:
        audit.record(None, "books_disagree", begun, differences=len(found))
    return begun


def _is_old(last: BooksProof) -> bool:
    every = timedelta(seconds=settings.HOLDFAST_BOOKS_EVERY_SECONDS)
    patience = every if last.finished_at else max(every, GIVEN_UP_AFTER)
    return clock.real_now() - last.started_at >= patience
