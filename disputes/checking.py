"""Decoding what was sent: by a worker, after the commit, and by a sweep for what was forgotten.

The decoding stands between two short stories: one takes the file, one writes down what it was.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import models, transaction

from disputes import vault
from disputes.models import Dispute, Evidence
from escrow import audit, clock, outbox
from escrow.story import step, story
from marketplace.decoding import PATIENCE_SECONDS, Decoded, Prints, Undecodable, decode

log = logging.getLogger(__name__)

PRINTS: Prints = {"page-1": (2000, False), "thumb": (320, False)}
LEASE = timedelta(seconds=2 * PATIENCE_SECONDS)
MOST_TRIES = 3
GIVEN_UP = "not_checked"
WAIT_SECONDS, LOOK_AGAIN_SECONDS = 5.0, 0.2
TURN_SECONDS = 60.0


@step
def ask(evidence: Sequence[Evidence]) -> None:
    """Tell the worker after the commit; if it cannot be told, the sweep finds them."""
    from disputes import tasks

    if settings.HOLDFAST_CHECKS_AT_ONCE:
        return
    for row in evidence:
        tell = partial(tasks.check_evidence.apply_async, (str(row.pk),), retry=False)
        transaction.on_commit(tell, robust=True)


def still_checking(dispute: Dispute) -> bool:
    """Whether a file of the case is not decoded yet; nothing is sent before it is."""
    return _wanted().filter(dispute=dispute).exists()


def wait_until_checked(dispute: Dispute, seconds: float = WAIT_SECONDS) -> bool:
    """Give the worker a moment, so that most pages show the files; whether all are checked."""
    if settings.HOLDFAST_CHECKS_AT_ONCE:  # nobody else is there to do it
        check_all(_wanted().filter(dispute=dispute))
    until = time.monotonic() + seconds
    while still_checking(dispute):
        if settings.HOLDFAST_CHECKS_AT_ONCE or time.monotonic() >= until:
            return False
        time.sleep(LOOK_AGAIN_SECONDS)
    return True


def check_waiting() -> int:
    """Decode what waits and nobody is at, for about a minute; how many were checked."""
    abandoned = models.Q(taken_at=None) | models.Q(taken_at__lt=clock.now() - LEASE)
    return check_all(_wanted().filter(abandoned))


def check_all(waiting: models.QuerySet[Evidence]) -> int:
    until, checked = time.monotonic() + TURN_SECONDS, 0
    for pk in list(waiting.values_list("pk", flat=True)):
        if time.monotonic() < until:
            checked += check(pk)
    return checked


def check(pk: UUID | str) -> bool:
    """Decode one file and write down what it was; False when somebody else is at it."""
    taken = _take(pk)
    if taken is None:
        return False
    try:
        if taken.tries > MOST_TRIES:  # each time it brought down who took it
            raise Undecodable(GIVEN_UP)
        decoded = decode(vault.unseal(taken), taken.format, PRINTS)
    except Undecodable as wrong:
        _refuse(taken.pk, str(wrong))
        vault.drop(taken.original)
    except (OSError, vault.SealBroken):  # ours, not the file's: it is tried again
        log.exception("evidence_not_checked", extra={"evidence": str(pk)})
        return False
    else:
        _accept(taken.pk, decoded)
    return True


@story
def _take(pk: UUID | str) -> Evidence | None:
    """Ours for a while."""
    waiting = _wanted().select_for_update(no_key=True, skip_locked=True).filter(pk=pk).first()
    if waiting is None or (waiting.taken_at and waiting.taken_at > clock.now() - LEASE):
        return None
    waiting.taken_at, waiting.tries = clock.now(), waiting.tries + 1
    waiting.save(update_fields=["taken_at", "tries"])
    return waiting


@story
def _accept(pk: UUID, decoded: Decoded) -> None:
    row = Evidence.objects.select_for_update(no_key=True).get(pk=pk)
    if not row.is_checking():
        return
    kept = {name: vault.keep(row, name, print) for name, print in decoded.prints.items()}
    thumb = kept.pop("thumb")
    row.accept(decoded, list(kept.values()), thumb)
    row.save()
    audit.record(None, "evidence_ready", row)


@story
def _refuse(pk: UUID, code: str) -> None:
    """It never became evidence, so its file is not kept."""
    row = Evidence.objects.select_for_update(no_key=True).get(pk=pk)
    if not row.is_checking():
        return
    row.original = ""
    row.refuse(code)
    row.save()
    if clock.now() > row.created_at + timedelta(seconds=WAIT_SECONDS):  # the page has gone on
        outbox.announce(row.by_id, "evidence_refused", row)
    audit.record(None, "evidence_refused", row, code=code)


def _wanted() -> models.QuerySet[Evidence]:
    return Evidence.objects.checking().order_by("created_at", "pk")
